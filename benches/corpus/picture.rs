//! The curve: what a look-up and a keystroke cost against the size of the corpus.

use std::{fmt::Write, time::Duration};

use super::Row;

/// Colour, name and values of a curve.
type Curve = (&'static str, &'static str, fn(&Row) -> Duration);

const CURVES: &[Curve] = &[
    ("#2563eb", "look-up, median", |r| r.lookup[0]),
    ("#93b4f5", "look-up, p99", |r| r.lookup[1]),
    ("#ea7317", "keystroke, median", |r| r.keystroke[0]),
    ("#f5b98a", "keystroke, p99", |r| r.keystroke[1]),
];

const LEFT: f64 = 60.0;
const RIGHT: f64 = 570.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 300.0;

/// Both axes are logarithmic, so that a cost that grows with the corpus would rise as steeply as the grey line.
pub fn draw(rows: &[Row]) -> String {
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    let values = || rows.iter().flat_map(|r| CURVES.iter().map(|c| ms(c.2(r))));
    let low = values().fold(f64::MAX, f64::min).max(0.001).log10().floor();
    let high = values().fold(0.002, f64::max).log10().ceil();
    let first = rows.iter().map(|r| r.articles).min().unwrap_or(1).max(1) as f64;
    let last = (rows.iter().map(|r| r.articles).max().unwrap_or(1) as f64).max(first * 10.0);
    let x = |n: u64| LEFT + (RIGHT - LEFT) * (n.max(1) as f64 / first).log10() / (last / first).log10();
    let y = |ms: f64| BOTTOM - (BOTTOM - TOP) * (ms.max(0.001).log10() - low) / (high - low);
    let mut out = String::from(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 340' font-family='sans-serif' font-size='12'>\n\
         <rect width='600' height='340' fill='white'/>\n",
    );
    for power in low as i32..=high as i32 {
        let at = y(10f64.powi(power));
        let _ = writeln!(
            out,
            "<line x1='{LEFT}' x2='{RIGHT}' y1='{at:.1}' y2='{at:.1}' stroke='#ddd'/>\
             <text x='{}' y='{:.1}' text-anchor='end'>{} ms</text>",
            LEFT - 6.0,
            at + 4.0,
            10f64.powi(power)
        );
    }
    for row in rows {
        let (at, label) = (x(row.articles), BOTTOM + 18.0);
        let _ = writeln!(out, "<text x='{at:.1}' y='{label}' text-anchor='middle'>{}</text>", row.articles);
    }
    let steep = 10f64.powf(low) * last / first;
    let _ = writeln!(
        out,
        "<line x1='{LEFT}' y1='{BOTTOM}' x2='{RIGHT}' y2='{:.1}' stroke='#bbb' stroke-dasharray='4 4'/>",
        y(steep)
    );
    for (i, (colour, name, value)) in CURVES.iter().enumerate() {
        let points: Vec<String> = rows.iter().map(|r| format!("{:.1},{:.1}", x(r.articles), y(ms(value(r))))).collect();
        let _ = writeln!(
            out,
            "<polyline points='{}' fill='none' stroke='{colour}' stroke-width='2'/>\
             <text x='{}' y='20' fill='{colour}'>{name}</text>",
            points.join(" "),
            LEFT + 128.0 * i as f64
        );
    }
    let _ = writeln!(out, "<text x='{RIGHT}' y='{}' text-anchor='end'>articles in the corpus</text>", BOTTOM + 34.0);
    out + "</svg>\n"
}
