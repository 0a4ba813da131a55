// Draws the page of page.json again and again with npm's pdfkit and prints the processor's seconds that one page took.
// node pdfkit.js page.json pages [first page's file]
const fs = require('fs');
const PDFDocument = require('pdfkit');

const [file, pages, kept] = process.argv.slice(2);
const page = JSON.parse(fs.readFileSync(file));
const mm = 72 / 25.4;
const seal = Buffer.from(page.seal, 'base64');
const faces = Object.fromEntries(page.faces.map(f => [f.name, fs.readFileSync(f.file)]));

function draw() {
  return new Promise((done, fail) => {
    const doc = new PDFDocument({ size: [page.width * mm, page.height * mm], margin: 0, pdfVersion: '1.7', lang: page.language, info: { Title: page.title } });
    const parts = [];
    doc.on('data', part => parts.push(part));
    doc.on('end', () => done(Buffer.concat(parts)));
    doc.on('error', fail);
    for (const name in faces) doc.registerFont(name, faces[name]);
    doc.lineCap('round').lineJoin('round');
    for (const m of page.marks) {
      switch (m.kind) {
        case 'path':
          doc.moveTo(m.points[0] * mm, m.points[1] * mm);
          for (let i = 2; i < m.points.length; i += 2) doc.lineTo(m.points[i] * mm, m.points[i + 1] * mm);
          if (m.closed) doc.closePath();
          doc.lineWidth(m.width * mm).stroke(m.colour);
          break;
        case 'text':
          doc.save();
          if (m.angle) doc.rotate(-m.angle, { origin: [m.x * mm, m.y * mm] });
          doc.font(m.face).fontSize(m.size).fillColor(m.colour).text(m.text, m.x * mm, m.y * mm, { lineBreak: false, baseline: 'alphabetic' });
          doc.restore();
          break;
        case 'code': {
          const side = m.size * mm / m.rows.length;
          m.rows.forEach((row, y) => {
            for (let x = 0; x < row.length; x++) if (row[x] === '1') doc.rect(m.x * mm + x * side, m.y * mm + y * side, side, side);
          });
          doc.fill('#000000');
        }
      }
    }
    doc.file(seal, { name: 'certificate.cose', relationship: 'Data' });
    doc.end();
  });
}

(async () => {
  const first = await draw(); // the run's first page also loads the program
  if (kept) fs.writeFileSync(kept, first);
  const before = process.cpuUsage();
  for (let i = 0; i < pages; i++) await draw();
  const used = process.cpuUsage(before);
  console.log((used.user + used.system) / 1e6 / pages);
})();
