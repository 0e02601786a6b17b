// The chart maker (datasette-vega) is a megabyte and compiles code: it is opened in a frame of its own when a reader asks for a
// chart, or follows a link to one. The address of this page keeps which chart it is.
(() => {
    const box = document.querySelector(".table-box.rows");
    const button = document.querySelector(".draw-chart");
    if (!box || !button) return;
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
        frame.src = button.dataset.frame.replace(/_lang=\w+$/, `_lang=${language}`) + location.hash;
        box.before(frame);
        button.hidden = true;
        document.querySelector(".chart-note").hidden = false;
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
