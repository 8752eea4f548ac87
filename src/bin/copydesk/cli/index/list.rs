//! Which indexes there are: a folder that is gone leaves its own behind, and nobody but a person knows whether it comes back.

use std::{
    fs,
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
};

use copydesk::{corpus, index::disk::peek};

use super::{NAME, Outcome, name, output};

/// An index as it is listed.
struct Listed {
    file: PathBuf,
    /// `None` where nothing in it tells.
    folder: Option<PathBuf>,
    /// `None` where it cannot be read.
    articles: Option<u32>,
    bytes: u64,
}

/// Lists the indexes in a folder of indexes.
pub fn run(place: &Path) -> Outcome {
    let mut listed: Vec<Listed> = files(place)?.into_iter().filter_map(look).collect();
    listed.sort_by(|a, b| (&a.folder, &a.file).cmp(&(&b.folder, &b.file)));
    let mut out = anstream::stdout();
    // Whether an index is of a folder that is gone, and whether one of these would be looked for elsewhere.
    let (mut gone, mut elsewhere) = (false, false);
    for Listed { file, folder, articles, bytes } in &listed {
        let is_there = folder.as_ref().is_none_or(|f| f.is_dir());
        gone |= !is_there;
        let looked_for = |folder: &PathBuf| super::file(folder, None).is_ok_and(|f| f == *file);
        elsewhere |= !is_there && !folder.as_ref().is_some_and(looked_for);
        let (of, more) = match folder {
            Some(folder) if is_there => (folder, ""),
            Some(folder) => (folder, ", not there"),
            None => (file, ", of which folder is not known"),
        };
        let held = match articles {
            Some(1) => "1 article".to_owned(),
            Some(articles) => format!("{articles} articles"),
            None => "cannot be read".to_owned(),
        };
        let of = of.display().to_string();
        writeln!(out, "{}: {held}, {} kB{more}", output::shown(&of), bytes.div_ceil(1000))?;
    }
    if listed.is_empty() {
        writeln!(out, "There is no index in {}.", output::shown(&place.display().to_string()))?;
    }
    if gone {
        let place = format!(" --index {}", output::shown(&place.display().to_string()));
        let place = if elsewhere { place } else { String::new() };
        writeln!(
            out,
            "«copydesk index --clear DIR{place}» throws the index of a folder away that does not come back."
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The files that are named as indexes are.
fn files(place: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let files = entries.filter_map(|e| Some(e.ok()?.path()));
    Ok(files.filter(|f| f.extension().is_some_and(|e| e == "index") && f.is_file()).collect())
}

/// `None` for what is not named as an index is, and for an empty one: nothing is lost or gained by it.
fn look(file: PathBuf) -> Option<Listed> {
    let stem = file.file_stem()?.to_string_lossy().into_owned();
    let (mut folder, mut last) = (None, PathBuf::new());
    // An index bears its folder's name as a hash. Articles of archives lie elsewhere, so that all may have to be asked.
    let find = |path: &str| {
        let parent = Path::new(path).parent().unwrap_or(Path::new(""));
        if parent != last {
            parent.clone_into(&mut last);
            folder = parent.ancestors().map(corpus::root).find(|f| name(f) == stem);
        }
        if folder.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let articles = peek(&file, find);
    let bytes = fs::metadata(&file).ok()?.len();
    let is_index = stem.len() == NAME && stem.bytes().all(|b| b.is_ascii_hexdigit());
    (is_index && bytes > 0 && articles != Some(0)).then_some(Listed { file, folder, articles, bytes })
}
