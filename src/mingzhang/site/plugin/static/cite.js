// A button that copies a citation. Without scripts the citation is a text to be selected.
(() => {
    for (const button of document.querySelectorAll("button[data-copies]")) {
        const text = document.getElementById(button.dataset.copies);
        const said = button.textContent;
        button.hidden = false;
        button.addEventListener("click", async () => {
            const range = document.createRange();
            range.selectNodeContents(text);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            try {
                await navigator.clipboard.writeText(text.textContent);
            } catch {
                // Where the page came without encryption, browsers have only this.
                document.execCommand("copy");
            }
            button.textContent = button.dataset.done;
            setTimeout(() => { button.textContent = said; }, 3000);
        });
    }
})();
