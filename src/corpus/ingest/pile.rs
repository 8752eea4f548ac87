use std::{mem::take, sync::Arc};

use super::{
    Fetched, Missing,
    reader::{Look, Outcome, Reader, Seen},
};
use crate::{
    annotate::annotate_all,
    article::Article,
    corpus::{Config, Found},
    fact,
    index::disk::{Entry, Stamp},
};

/// Bytes of texts after which no more is analysed together, so that memory stays bounded.
const ENOUGH: usize = 128 << 10;

/// Looks at one file, as [`Reader::see`] does it.
pub fn look(reader: &Reader<'_>, found: &Found, config: &Config, missing: &Missing) -> Look {
    let mut pile = Pile::new(reader);
    pile.look(found, config, missing, None);
    pile.looks().swap_remove(0)
}

/// Files that are looked at together, so that each step of their analysis is done for all before the next.
pub struct Pile<'a> {
    reader: &'a Reader<'a>,
    looks: Vec<Look>,
    /// Articles whose facts are not read yet, with the places in `looks` that wait for them.
    articles: Vec<Arc<Article>>,
    waiting: Vec<(usize, String, Stamp, [u8; 16])>,
    /// Of their texts.
    bytes: usize,
}

impl<'a> Pile<'a> {
    pub fn new(reader: &'a Reader<'a>) -> Self {
        Pile { reader, looks: Vec::new(), articles: Vec::new(), waiting: Vec::new(), bytes: 0 }
    }

    /// Adds a file, to be seen as [`Reader::see`] does it.
    pub fn look(&mut self, found: &Found, config: &Config, missing: &Missing, fetched: Option<Fetched>) {
        match self.reader.see(found, config, missing, fetched) {
            Ok(Seen::Look(look)) => self.push(look),
            Ok(Seen::Article(path, stamp, hash, article)) => {
                self.waiting.push((self.looks.len(), path, stamp, hash));
                // Until its facts are read.
                self.push(Look::Done(Outcome::Cancelled));
                self.bytes += article.text.len();
                self.articles.push(article);
                if self.bytes >= ENOUGH {
                    self.analyse();
                }
            }
            Err(problem) => self.push(Look::Done(Outcome::Problem(problem))),
        }
    }

    /// Adds a file of which all is known.
    pub fn push(&mut self, look: Look) {
        self.looks.push(look);
    }

    /// What was seen of each file, in their order.
    pub fn looks(mut self) -> Vec<Look> {
        self.analyse();
        self.looks
    }

    fn analyse(&mut self) {
        self.bytes = 0;
        let sheets = fact::sheets(&annotate_all(take(&mut self.articles)));
        for ((place, path, stamp, hash), sheet) in self.waiting.drain(..).zip(&sheets) {
            self.looks[place] = Look::Done(Outcome::Ready(Box::new(Entry::new(path, stamp, hash, sheet))));
        }
    }
}
