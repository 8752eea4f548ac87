use std::{fmt, ops::Deref, sync::OnceLock};

use smallvec::SmallVec;

use crate::{annotate::NameKind, base::Span};

/// One way in which an article writes a name.
#[derive(Clone, Debug)]
pub struct NameForm {
    pub form: Box<str>,
    pub full: Box<str>,
    pub kind: NameKind,
    pub span: Span,
    pub count: u32,
    /// Keys of what the article calls the bearer («chief inspector», «the mill’s owner»).
    pub roles: SmallVec<[u32; 2]>,
}

/// The names of an article. Those of a stored sheet stay bytes until they are asked for: of the articles at hand only the
/// nearest are asked.
#[derive(Clone, Default)]
pub struct Names {
    stored: Option<Stored>,
    read: OnceLock<Box<[NameForm]>>,
}

#[derive(Clone)]
struct Stored {
    bytes: Box<[u8]>,
    read: fn(&[u8]) -> Option<Vec<NameForm>>,
}

impl Names {
    /// The names that `read` makes of some bytes; none where it makes none of them.
    pub fn stored(bytes: &[u8], read: fn(&[u8]) -> Option<Vec<NameForm>>) -> Names {
        Names { stored: Some(Stored { bytes: bytes.into(), read }), read: OnceLock::new() }
    }
}

impl From<Vec<NameForm>> for Names {
    fn from(names: Vec<NameForm>) -> Self {
        Names { stored: None, read: OnceLock::from(names.into_boxed_slice()) }
    }
}

impl Deref for Names {
    type Target = [NameForm];

    fn deref(&self) -> &[NameForm] {
        self.read.get_or_init(|| {
            let read = self.stored.as_ref().and_then(|s| (s.read)(&s.bytes));
            read.unwrap_or_default().into()
        })
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
