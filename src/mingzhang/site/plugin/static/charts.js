// The chart maker (datasette-vega) is a megabyte and compiles code: it is opened in a frame of its own when a reader asks for a
// chart, or follows a link to one. The address of this page keeps which chart it is.
(() => {
    const box = document.querySelector(".table-box.rows");
    const button = document.querySelector(".draw-chart");
    if (!box || !button) return;
    // What is drawn before a reader has chosen anything: the first numbers by the words in front of them. Only where all rows are on
    // the page and each has a name of its own: bars of one name would hide each other.
    const firstChart = () => {
        const heads = [...box.querySelectorAll("thead th[data-label]")];
        const isNumber = (head) => head.classList.contains("amount");
        const words = heads.findIndex((head) => !isNumber(head));
        const numbers = heads.findIndex((head, place) => place > words && isNumber(head) && head.dataset.column !== "page");
        if (words < 0 || numbers < 0 || document.querySelector("a[rel~=next]")) return "";
        const name = heads.slice(words, numbers).findLast((head) => !head.classList.contains("long")) ?? heads[words];
        const names = [...box.querySelectorAll("tbody tr")].map((row) => row.cells[heads.indexOf(name)].textContent.trim());
        if (new Set(names).size < names.length) return "";
        const columns = [name, heads[numbers]].map((head) => encodeURIComponent(head.dataset.label));
        return `#g.mark=bar&g.x_column=${columns[0]}&g.x_type=ordinal&g.y_column=${columns[1]}&g.y_type=quantitative`;
    };
    let frame = null;
    // A chart names columns by their labels, so a link to one says in which language they are.
    const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
    const language = /^\w+$/.test(asked) ? asked : new URLSearchParams(button.dataset.frame.split("?")[1]).get("_lang");
    const draw = () => {
        if (frame) return;
        frame = document.createElement("iframe");
        frame.className = "chart-maker no-print";
        frame.title = button.dataset.title;
        frame.setAttribute("sandbox", "allow-scripts allow-downloads");
        const chart = location.hash.startsWith("#g.") ? location.hash : firstChart();
        frame.src = button.dataset.frame.replace(/_lang=\w+$/, `_lang=${language}`) + chart;
        box.before(frame);
        button.hidden = true;
        const note = document.querySelector(".chart-note");
        if (!chart) note.prepend(button.dataset.hint, " ");
        note.hidden = false;
    };
    window.addEventListener("message", (event) => {
        if (!frame || event.source !== frame.contentWindow) return;
        const { height, hash } = event.data;
        if (Number.isInteger(height)) frame.height = Math.min(height, 2000);
        if (typeof hash === "string" && hash.startsWith("#g.")) history.replaceState(null, "", `${hash.replace(/&lang=\w*/, "")}&lang=${language}`);
    });
    // Sorting or narrowing the table keeps the chart.
    document.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href]");
        if (frame && link && !link.hash && link.host === location.host && link.pathname === location.pathname)
            link.hash = location.hash;
    });
    button.hidden = false;
    button.addEventListener("click", draw);
    if (location.hash.startsWith("#g.")) draw();
})();
