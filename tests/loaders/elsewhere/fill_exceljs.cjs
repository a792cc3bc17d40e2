// Fills the form with exceljs: node fill_exceljs.cjs form.xlsx answers.json filled.xlsx
const fs = require("fs");
const ExcelJS = require("exceljs");
const [form, answers, target] = process.argv.slice(2);

async function fill() {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(form);
  for (const { sheet, cell, value, isDay } of JSON.parse(fs.readFileSync(answers))) {
    book.getWorksheet(sheet).getCell(cell).value = isDay ? new Date(value) : value;
  }
  await book.xlsx.writeFile(target);
}

fill();
