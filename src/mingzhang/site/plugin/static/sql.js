// The SQL box as an editor (CodeMirror, which Datasette brings): colours, names of tables and columns offered while somebody types,
// by their own name or by what they are called, and put in by a click in the list beside it. Without scripts the box is a box.
(() => {
    const box = document.querySelector("textarea#sql-editor");
    const schema = document.querySelector(".schema");
    if (!box || !schema) return;
    const most = 9;
    const keywords = ["SELECT", "DISTINCT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "IS NULL", "IS NOT NULL", "LIKE", "BETWEEN",
        "JOIN", "LEFT JOIN", "ON", "USING", "GROUP BY", "HAVING", "ORDER BY", "DESC", "LIMIT", "UNION ALL", "WITH", "CASE", "WHEN",
        "THEN", "ELSE", "END", "AS", "CAST", "count(*)", "sum", "avg", "min", "max", "round", "coalesce", "escape_fts"];
    const tables = new Map();
    for (const one of schema.querySelectorAll("details[data-table]")) {
        const columns = [...one.querySelectorAll("li")].map((item) => ({
            item, name: item.querySelector("code").textContent, label: item.querySelector("span").textContent,
        }));
        tables.set(one.dataset.table, { name: one.dataset.table, label: one.dataset.label, columns });
    }

    // A phone's keyboard knows better how to write in a box of its own.
    const editor = window.CodeMirror && !matchMedia("(pointer: coarse)").matches ? CodeMirror.fromTextArea(box, {
        mode: "text/x-sqlite", lineNumbers: true, lineWrapping: true, viewportMargin: Infinity, screenReaderLabel: box.labels[0].textContent,
        extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => box.form.requestSubmit(), "Cmd-Enter": () => box.form.requestSubmit(), "Ctrl-Space": () => offer(true) },
    }) : null;

    const put = (name) => {
        if (editor) {
            editor.replaceSelection(name);
            editor.focus();
        } else {
            box.setRangeText(name, box.selectionStart, box.selectionEnd, "end");
            box.focus();
        }
    };
    // Names become buttons, which the keyboard reaches too.
    for (const table of tables.values()) {
        for (const { item, name } of table.columns) {
            const button = Object.assign(document.createElement("button"), { type: "button", onclick: () => put(name) });
            button.append(...item.childNodes);
            item.append(button);
        }
    }
    if (!editor) return;
    const field = editor.getInputField();
    const list = Object.assign(document.createElement("ul"), { className: "completions", id: "completions", role: "listbox" });
    list.setAttribute("aria-label", box.dataset.suggestions);
    field.setAttribute("aria-autocomplete", "list");
    let offered = [], chosen = 0, word = null;

    // Tables that the statement names, each under its alias too.
    const noAlias = new Set("on where join left inner cross natural group order limit using union having as".split(" "));
    const named = () => {
        const found = new Map();
        const words = editor.getValue().match(/\w+|[^\s\w]/g) ?? [];
        words.forEach((name, place) => {
            if (!tables.has(name)) return;
            found.set(name, tables.get(name));
            const alias = words[place + (words[place + 1]?.toLowerCase() === "as" ? 2 : 1)];
            if (/^\w+$/.test(alias ?? "") && !noAlias.has(alias.toLowerCase())) found.set(alias, tables.get(name));
        });
        return found;
    };
    const candidates = (typed, before) => {
        const used = named();
        // Before FROM is written, the columns of any table may be meant.
        const meant = used.size ? used : tables;
        const columns = before ? used.get(before)?.columns ?? [] : [...new Set(meant.values())].flatMap((table) => table.columns);
        const every = before ? columns : [...columns, ...tables.values(), ...keywords.map((name) => ({ name, label: "" }))];
        const start = typed.toLowerCase();
        const fits = ({ name, label }) => name.toLowerCase().startsWith(start) || (start.length > 0 && (label.toLowerCase().includes(start) || name.includes(`_${start}`)));
        const unique = new Map(every.filter(fits).map((one) => [one.name, one]));
        return [...unique.values()].sort((one, other) => other.name.toLowerCase().startsWith(start) - one.name.toLowerCase().startsWith(start)).slice(0, most);
    };
    const close = () => {
        list.remove();
        offered = [];
        field.removeAttribute("aria-activedescendant");
        editor.removeKeyMap(keys);
    };
    const show = () => {
        list.replaceChildren(...offered.map(({ name, label }, place) => {
            const item = Object.assign(document.createElement("li"), { role: "option", id: `completion-${place}` });
            item.setAttribute("aria-selected", place === chosen);
            item.append(Object.assign(document.createElement("code"), { textContent: name }), " ", Object.assign(document.createElement("span"), { textContent: label }));
            item.addEventListener("mousedown", (event) => { event.preventDefault(); chosen = place; take(); });
            return item;
        }));
        field.setAttribute("aria-controls", list.id);
        field.setAttribute("aria-activedescendant", `completion-${chosen}`);
    };
    const take = () => {
        editor.replaceRange(offered[chosen].name, word.from, word.to);
        close();
        editor.focus();
    };
    const move = (step) => { chosen = (chosen + step + offered.length) % offered.length; show(); };
    const keys = { Down: () => move(1), Up: () => move(-1), Enter: take, Tab: take, Esc: close };
    const offer = (asked) => {
        const cursor = editor.getCursor();
        const [, before, typed] = /(?:(\w+)\.)?([\w\u3400-\u9fff]*)$/.exec(editor.getLine(cursor.line).slice(0, cursor.ch));
        const kind = editor.getTokenTypeAt(cursor) ?? "";
        close();
        if (kind.includes("string") || kind.includes("comment") || (!asked && !typed && !before)) return;
        offered = candidates(typed, before);
        if (!offered.length || (offered.length === 1 && offered[0].name === typed)) return close();
        chosen = 0;
        word = { from: { line: cursor.line, ch: cursor.ch - typed.length }, to: cursor };
        show();
        editor.addKeyMap(keys);
        // Not inside the editor, which would cut it off at its lower edge.
        const place = editor.charCoords(word.from, "page");
        list.style.left = `${place.left}px`;
        list.style.top = `${place.bottom + 2}px`;
        document.body.append(list);
    };
    editor.on("inputRead", () => offer(false));
    editor.on("cursorActivity", () => { if (offered.length && editor.getCursor().line !== word.from.line) close(); });
    editor.on("keydown", (_, event) => { if (["Backspace", "Delete", "ArrowLeft", "ArrowRight"].includes(event.key)) close(); });
    editor.on("blur", close);
})();
