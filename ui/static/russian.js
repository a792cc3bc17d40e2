// The framework has no locale setting. This script puts its own words into Russian: it changes
// texts and labels only, never nodes, and only where the whole text is one of the words below.
"use strict";

// A deep link then needs no guessing of the base address (an internal name; a test watches it).
window.__streamlit = {
  ...window.__streamlit,
  BACKEND_BASE_URL: new URL("..", document.currentScript.src).href,
};

const WORDS = {
  "About": "О программе",
  "Add files": "Добавить файлы",
  "Add row": "Добавить строку",
  "Add...": "Добавить…",
  "All selected options have been cleared.": "Выбор снят.",
  "App Logo": "Знак программы",
  "App pages": "Страницы",
  "Automatic": "Автоматически",
  "Autosize": "Подобрать ширину",
  "Average": "Среднее",
  "Average length": "Средняя длина",
  "Based on sample": "По выборке",
  "Button action menu": "Действия",
  "Calendar": "Календарь",
  "Cancel": "Отмена",
  "Choose an option": "Выберите",
  "Choose date": "Выберите дату",
  "Choose date range": "Выберите промежуток",
  "Choose options": "Выберите",
  "Clear all": "Очистить",
  "Clear cache": "Очистить память",
  "Clear caches": "Очистить память",
  "Clear date": "Очистить дату",
  "Clear selection": "Снять выделение",
  "Clear value": "Очистить",
  "Close": "Закрыть",
  "Close Search": "Закрыть поиск",
  "Close fullscreen": "Свернуть",
  "Collapse sidebar": "Свернуть меню",
  "Compact": "Кратко",
  "Connecting": "Соединяемся",
  "Connecting to Streamlit server": "Соединяемся с программой",
  "Connection error": "Нет соединения",
  "Connection lost. Please wait for the app to reconnect, then try again.":
    "Связь прервалась. Подождите, пока она восстановится, и повторите.",
  "Connection timed out.": "Нет ответа от программы.",
  "Copied": "Скопировано",
  "Copy": "Копировать",
  "Copy column name": "Копировать название столбца",
  "Copy to clipboard": "Копировать",
  "Count": "Количество",
  "Dark": "Тёмная",
  "Dataframe column menu": "Меню столбца",
  "Decrement": "Уменьшить",
  "Delete": "Удалить",
  "Delete row(s)": "Удалить строки",
  "Dismiss": "Закрыть",
  "Distinct": "Разных",
  "Distribution histogram": "Распределение",
  "Dollar": "Доллары",
  "Done": "Готово",
  "Download": "Скачать",
  "Download Button": "Скачать",
  "Download as CSV": "Скачать как CSV",
  "Download failed": "Скачать не удалось",
  "Drag and drop a file here": "Перетащите файл сюда",
  "Drag and drop directories here": "Перетащите папки сюда",
  "Drag and drop file here": "Перетащите файл сюда",
  "Drag and drop files here": "Перетащите файлы сюда",
  "Duration": "Длительность",
  "Edit": "Изменить",
  "Empty": "Пусто",
  "Error": "Ошибка",
  "Error deleting file": "Файл не удалось убрать",
  "Error uploading file": "Файл не удалось загрузить",
  "Euro": "Евро",
  "Expand sidebar": "Показать меню",
  "Failed to generate file for download": "Файл приготовить не удалось",
  "Failed to load data": "Данные не удалось загрузить",
  "File Uploader": "Загрузка файлов",
  "File change.": "Программа обновлена.",
  "Format": "Вид числа",
  "Fullscreen": "На весь экран",
  "Hide column": "Скрыть столбец",
  "Increment": "Увеличить",
  "Incompatible value": "Значение не подходит",
  "Invalid input.": "Значение не подходит.",
  "Light": "Светлая",
  "Link to heading": "Ссылка на раздел",
  "Loading...": "Загружаем…",
  "Localized": "По-русски",
  "Main": "Содержание",
  "Main menu": "Главное меню",
  "Maximum": "Наибольшее",
  "Maximum length": "Наибольшая длина",
  "Median": "Медиана",
  "Minimum": "Наименьшее",
  "Minimum length": "Наименьшая длина",
  "Multiselect options": "Варианты",
  "Navigate to home page": "На первую страницу",
  "Network error": "Нет связи",
  "Next": "Далее",
  "Next Result": "Следующее",
  "Next page": "Следующая страница",
  "Next month": "Следующий месяц",
  "No data": "Нет данных",
  "No options": "Нет вариантов",
  "No options to select.": "Нет вариантов",
  "No results": "Ничего не найдено",
  "Notifications": "Сообщения",
  "Number is above the allowed range.": "Число больше допустимого.",
  "Number is below the allowed range.": "Число меньше допустимого.",
  "Open": "Открыть",
  "Page not found": "Страница не найдена",
  "Pagination": "Страницы",
  "Percent": "Проценты",
  "Pin column": "Закрепить столбец",
  "Plain": "Как есть",
  "Please wait...": "Подождите…",
  "Previous": "Назад",
  "Previous Result": "Предыдущее",
  "Previous page": "Предыдущая страница",
  "Previous month": "Предыдущий месяц",
  "Print": "Печать",
  "Range": "Размах",
  "Reconnected to server.": "Связь восстановлена.",
  "Record a screencast": "Записать экран",
  "Record screen": "Записать экран",
  "Remove": "Убрать",
  "Rerun": "Обновить",
  "Retry": "Повторить",
  "Running...": "Считаем…",
  "Scientific": "Научный",
  "Search": "Поиск",
  "Select": "Выбрать",
  "Select all": "Выбрать все",
  "Select...": "Выберите…",
  "Selectbox options": "Варианты",
  "Selected values": "Выбрано",
  "Settings": "Настройки",
  "Show Cells": "Показать строку",
  "Show/hide columns": "Столбцы",
  "Sidebar": "Меню",
  "Skip to main content": "К содержанию",
  "Sort ascending": "По возрастанию",
  "Sort descending": "По убыванию",
  "Standard deviation": "Стандартное отклонение",
  "Start recording": "Начать запись",
  "Statistics": "Статистика",
  "Stop": "Остановить",
  "Stopping...": "Останавливаем…",
  "Sum": "Сумма",
  "System": "Как в системе",
  "The page that you have requested does not seem to exist. Running the app's main page.":
    "Такой страницы нет.",
  "Theme": "Оформление",
  "Toolbar action": "Действие",
  "Top values frequency chart": "Частые значения",
  "True/false distribution chart": "Доли да и нет",
  "Try again": "Повторить",
  "Type to search": "Начните вводить",
  "Unable to connect to Streamlit server": "Программа не отвечает",
  "Unknown error": "Неизвестная ошибка",
  "Unpin column": "Открепить столбец",
  "Upload": "Выбрать файлы",
  "Upload directories": "Выбрать папки",
  "Use system setting": "Как в системе",
  "Values": "Значения",
  "View fullscreen": "На весь экран",
  "View less": "Свернуть",
  "View more": "Показать ещё",
  "Warning": "Внимание",
  "Yen": "Иены",
  "Yes": "Да",
  "(required)": "(обязательно)",
  "file upload": "загрузка файлов",
  "dd": "дд",
  "mm": "мм",
  "yyyy": "гггг",
  "add icon": "Добавить",
  "error": "ошибка",
  "warning": "внимание",
  "info": "сведения",
  "success": "готово",
};

const MONTHS = {
  January: "января", February: "февраля", March: "марта", April: "апреля", May: "мая",
  June: "июня", July: "июля", August: "августа", September: "сентября", October: "октября",
  November: "ноября", December: "декабря",
};
const UNITS = { B: "Б", KB: "КБ", MB: "МБ", GB: "ГБ" };
const size = (number, unit) => `${number.replace(".", ",").replace(/,0$/, "")} ${UNITS[unit]}`;

// Texts with something in them: what to find, and what to write for it.
const PHRASES = [
  [/^(?:Limit )?([\d.]+) ?(K?M?G?B) per file(?: [•·-] (.+))?$/, (_, n, u, kinds) =>
    `До ${size(n, u)} каждый` + (kinds ? ` · ${kinds}` : "")],
  [/^([\d.]+) ?(K?M?G?B)$/, (_, n, u) => size(n, u)],
  [/^File must be ([\d.]+)(K?M?G?B) or smaller\.$/, (_, n, u) =>
    `Файл больше ${size(n, u)}.`],
  [/^(.+) files are not allowed\.$/, (_, kind) => `Файлы ${kind} не принимаются.`],
  [/^(day|month|year), (.+)$/, (_, part, label) =>
    `${{ day: "день", month: "месяц", year: "год" }[part]}, ${label}`],
  [/^Selected Date: (\w+) (\d+), (\d+)$/, (_, month, day, year) =>
    `Выбрано: ${Number(day)} ${MONTHS[month] ?? month} ${year}`],
  [/^Select (.+)$/, (_, name) => `Выбрать: ${name}`],
  [/^Selected (.+)$/, (_, name) => `Выбрано: ${name}`],
  [/^Selected (.+)\. (.+)$/, (_, name, label) => `Выбрано: ${name}. ${label}`],
  [/^Remove (.+)$/, (_, name) => `Убрать ${name}`],
  [/^Clear (.+)$/, (_, name) => `Очистить: ${name}`],
  [/^Help for (.+)$/, (_, name) => `Пояснение: ${name}`],
  [/^Page (\d+) of (\d+)$/, (_, page, all) => `Страница ${page} из ${all}`],
  [/^Showing page (\d+) of (\d+)$/, (_, page, all) => `Страница ${page} из ${all}`],
  [/^Page (\d+)$/, (_, page) => `Страница ${page}`],
  [/^Step (\d+)$/, (_, step) => `Шаг ${step}`],
  [/^You have requested page (\S+), but no corresponding file was found.*$/, (_, page) =>
    `Страницы ${page} нет. Открыта первая страница.`],
  [/^Made with Streamlit.*$/, () => "Сделано на Streamlit"],
  [/^Press Enter to (apply|submit form|submit)$/, () => "Нажмите Enter, чтобы применить"],
  [/^Press (⌘|Ctrl)\+Enter to (apply|submit form|submit)$/, (_, key) =>
    `Нажмите ${key}+Enter, чтобы применить`],
  [/^(\d+)\/(\d+)$/, (_, used, all) => `${used} из ${all}`],
];

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-description"];

function translated(text) {
  const bare = text.trim();
  if (!/[A-Za-z]/.test(bare)) return text;
  if (Object.hasOwn(WORDS, bare)) return text.replace(bare, WORDS[bare]);
  const [head, ...rest] = bare.split(": ");
  if (rest.length && Object.hasOwn(WORDS, head)) {
    return text.replace(bare, [WORDS[head], ...rest].join(": "));
  }
  for (const [pattern, write] of PHRASES) {
    if (pattern.test(bare)) return text.replace(bare, bare.replace(pattern, write));
  }
  return text;
}

// The name of an icon is drawn by its font: in Russian it would be a word across the text.
const ICON = '[data-testid="stIconMaterial"], span[translate="no"][aria-hidden="true"]';

function mendText(node) {
  if (node.parentElement?.closest(ICON)) return;
  const russian = translated(node.nodeValue);
  if (russian !== node.nodeValue) node.nodeValue = russian;
}

function mendElement(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    const russian = value && translated(value);
    if (russian && russian !== value) element.setAttribute(name, russian);
  }
}

function mend(root) {
  if (root.nodeType === Node.TEXT_NODE) return mendText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
  mendElement(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) mendText(node);
    else mendElement(node);
  }
  return undefined;
}

function mendChange(change) {
  if (change.type === "characterData") mendText(change.target);
  else if (change.type === "attributes") mendElement(change.target);
  else change.addedNodes.forEach(mend);
}

new MutationObserver((changes) => changes.forEach(mendChange)).observe(document, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
});
