//! A corpus on disk that serves several runs.

use std::{fs, path::Path};

use copydesk::corpus::key;
use rayon::prelude::*;

use crate::made::article;

/// Articles in one folder.
const FOLDER: u64 = 1000;

/// Writes the first `articles` articles into `folder`, as far as an earlier run has not: those that contradict another, with
/// the other's name in the index.
pub fn corpus(folder: &Path, articles: u64) -> Vec<(u64, String)> {
    // Stands for what the generator makes, so that the articles of another one are not taken for its own.
    let made = format!("{}", blake3::hash((0..100).map(|i| article(i).text).collect::<String>().as_bytes()));
    let mark = folder.with_file_name("made");
    let is_there = fs::read_to_string(&mark).is_ok_and(|m| m == made);
    if !is_there {
        let _ = fs::remove_file(&mark);
        for i in (0..articles).step_by(FOLDER as usize) {
            let file = folder.join(article(i).path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be written");
        }
    }
    let contradicting = (0..articles).into_par_iter().filter_map(|i| {
        let made = article(i);
        if !is_there {
            fs::write(folder.join(&made.path), &made.text).expect("the folder can be written");
        }
        Some((i, key(&folder.join(made.contradicts?))))
    });
    let contradicting = contradicting.collect();
    fs::write(&mark, made).expect("the folder can be written");
    contradicting
}
