use std::io::{Cursor, Read};

use super::{Fault, Packed};
use crate::article::word_text;

/// Bytes of a document's XML that are read at most, so that a small file that unpacks to a huge one does no harm.
pub const LARGEST_DOCUMENT: u64 = 64 << 20;

/// A Word document (Office Open XML): its paragraphs, without what was deleted or moved away.
pub fn docx(bytes: &[u8]) -> Result<Option<Packed>, Fault> {
    let xml = document(bytes)?;
    let (text, title) = word_text(&String::from_utf8_lossy(&xml));
    Ok(Some(Packed { text, html: false, fields: title.map(|t| ("title".to_owned(), t)).into_iter().collect() }))
}

fn document(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    const NONE: Fault = Fault::Not("no Word document");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| NONE)?;
    let part = archive.by_name("word/document.xml").map_err(|_| NONE)?;
    if part.size() > LARGEST_DOCUMENT {
        return Err(Fault::TooLarge(part.size()));
    }
    // The size that the archive names need not be true.
    let mut xml = Vec::new();
    let read = part.take(LARGEST_DOCUMENT + 1).read_to_end(&mut xml);
    match xml.len() as u64 {
        size if size > LARGEST_DOCUMENT => Err(Fault::TooLarge(size)),
        _ => read.map(|_| xml).map_err(|_| NONE),
    }
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
            <w:p><w:pPr><w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFrom w:id="2"><w:r><w:tab/><w:t>Four are
            missing.</w:t></w:r></w:moveFrom></w:p><w:p><w:r><w:t>They search on. </w:t></w:r>
            <w:moveTo w:id="3"><w:r><w:t>Four are missing.</w:t></w:r></w:moveTo></w:p><w:p/></w:body></w:document>"#;
        file.write_all(xml.as_bytes()).unwrap();
        let p = docx(&file.finish().unwrap().into_inner()).unwrap().unwrap();
        assert_eq!(p.text, "Ferry sinks\n\nAt least 64 & more\tdied\n\nThey search on. Four are missing.");
        assert_eq!(p.fields, [("title".to_owned(), "Ferry sinks".to_owned())]);
        assert_eq!(docx(b"PK\x03\x04 no archive"), Err(Fault::Not("no Word document")));
    }

    #[test]
    fn a_document_that_unpacks_to_too_much_is_refused() {
        let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
        file.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let line = [b' '; 1 << 20];
        for _ in 0..=LARGEST_DOCUMENT >> 20 {
            file.write_all(&line).unwrap();
        }
        let packed = file.finish().unwrap().into_inner();
        assert!(packed.len() < 1 << 20, "{} bytes", packed.len());
        assert_eq!(docx(&packed), Err(Fault::TooLarge(LARGEST_DOCUMENT + (1 << 20))));
    }
}
