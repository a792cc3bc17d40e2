// Fills the form with SheetJS: node fill_sheetjs.cjs form.xlsx answers.json filled.xlsx|.xls|.ods
const fs = require("fs");
const XLSX = require("xlsx");
const [form, answers, target] = process.argv.slice(2);

const book = XLSX.read(fs.readFileSync(form), { cellNF: true, cellDates: true });
for (const { sheet, cell, value, isDay } of JSON.parse(fs.readFileSync(answers))) {
  const type = isDay ? "d" : typeof value === "number" ? "n" : "s";
  book.Sheets[sheet][cell] = { t: type, v: isDay ? new Date(value) : value };
}
XLSX.writeFile(book, target, { cellDates: false });
