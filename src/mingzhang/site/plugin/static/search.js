// Names offered while somebody types in a search box, in the browser's own list: it knows the keyboard, the screen reader and
// the phone. Without scripts the search finds the same names.
(() => {
    const wait = 150;
    for (const input of document.querySelectorAll("input[type=search][data-suggest]")) {
        const list = document.createElement("datalist");
        list.id = `${input.id}-suggestions`;
        input.after(list);
        input.setAttribute("list", list.id);
        let timer, asked;
        input.addEventListener("input", () => {
            clearTimeout(timer);
            const words = input.value.trim();
            if (!words || [...list.children].some((one) => one.value === words)) return;
            timer = setTimeout(async () => {
                asked = words;
                const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
                if (!answer?.ok || asked !== words) return;
                const names = await answer.json();
                list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
            }, wait);
        });
    }
})();
