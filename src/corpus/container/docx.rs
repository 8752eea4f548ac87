use std::io::{Cursor, Read};

use super::Packed;
use crate::article::word_text;

/// Bytes of a document's text that are read at most, so that a small file that unpacks to a huge one does no harm.
const LARGEST: u64 = 64 << 20;

/// A Word document (Office Open XML): its paragraphs, with deleted text left out.
pub fn docx(bytes: &[u8]) -> Option<Packed> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut xml = Vec::new();
    archive.by_name("word/document.xml").ok()?.take(LARGEST).read_to_end(&mut xml).ok()?;
    let (text, title) = word_text(&String::from_utf8_lossy(&xml));
    Some(Packed { text, html: false, fields: title.map(|t| ("title".to_owned(), t)).into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn paragraphs_of_a_document() {
        let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        file.start_file("word/document.xml", stored).unwrap();
        let xml = r#"<w:document xmlns:w="x"><w:body>
            <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry </w:t></w:r><w:r><w:t>sinks</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">At least 64 &amp; more</w:t><w:tab/><w:t>died</w:t></w:r>
            <w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:r><w:instrText>PAGE 98</w:instrText></w:r></w:p>
            <w:p/></w:body></w:document>"#;
        file.write_all(xml.as_bytes()).unwrap();
        let p = docx(&file.finish().unwrap().into_inner()).unwrap();
        assert_eq!(p.text, "Ferry sinks\n\nAt least 64 & more\tdied");
        assert_eq!(p.fields, [("title".to_owned(), "Ferry sinks".to_owned())]);
        assert_eq!(docx(b"PK\x03\x04 no archive"), None);
    }
}
