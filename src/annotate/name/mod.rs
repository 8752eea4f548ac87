//! Names of people, organisations and places, with the aliases an article introduces.
//!
//! [`find`] cuts the capitalised runs of one block into names; [`resolve`] joins the mentions of one entity across the
//! article; [`key`] makes names comparable across articles. Tables stand beside the rules, one folder a language.

mod en;
mod entity;
mod find;
mod key;
mod kind;
mod mention;
mod run;
mod table;

pub use entity::resolve;
pub use find::find;
pub use key::{base_letter, fold, key, key_of_folded, loose};
pub use table::{
    common_names, common_nouns, country, country_in, given_sex, is_city, is_country, is_known, is_place_noun, words,
};
