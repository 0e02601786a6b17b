// The chart maker (datasette-vega) is a megabyte: it is loaded when a reader asks for a chart, or follows a link to one. It gets
// the rows of the page in the reader's words, and its own words are put into the reader's language here.
(() => {
    const words = {
        "Show charting options": "画成图表", "Charting options": "图表设置", "Bar": "柱形", "Line": "折线", "Scatter": "散点",
        "X column": "横轴", "Y column": "纵轴", "Type": "类型", "Swap X and Y": "横轴纵轴对调", "Color": "颜色", "Size": "大小",
        "-- none --": "不用", "Numeric": "数值", "Numeric, binned": "数值（分段）", "Date/time": "日期", "Date/time, binned": "日期（分段）", "Label": "文字",
        "Category": "类别", "Save as SVG": "存为 SVG", "Save as PNG": "存为 PNG",
    };
    const known = new Map(document.documentElement.lang.startsWith("zh") ? Object.entries(words) : []);
    const put = (node) => {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const said = known.get(texts.currentNode.nodeValue.trim());
            if (said && texts.currentNode.parentNode.closest(".datasette-vega, .datasette-vega-inactive"))
                texts.currentNode.nodeValue = ` ${said} `;
        }
    };
    const box = document.querySelector(".table-box.rows");
    const button = document.querySelector(".draw-chart");
    if (!box || !button) return;
    const tidy = (changes) => {
        changes.forEach((change) => change.addedNodes.forEach(put));
        // A chart wider than the screen scrolls in a box, which the keyboard must reach.
        box.querySelectorAll('div[style*="overflow"]').forEach((one) => { one.tabIndex = 0; });
        // What it shows instead of a chart is a second button; the first was pressed already.
        if (isAsked) box.querySelector(".datasette-vega-inactive button")?.click();
    };
    let isAsked = false;
    const load = (tag, attributes) => new Promise((loaded, failed) => {
        const one = Object.assign(document.createElement(tag), attributes, { onload: loaded, onerror: failed });
        document.head.append(one);
    });
    const draw = async () => {
        if (isAsked) return;
        isAsked = true;
        button.disabled = true;
        new MutationObserver(tidy).observe(box, { childList: true, subtree: true });
        // It takes the first link to JSON in .export-links for the rows to draw, and begins when the document has loaded.
        const rows = document.createElement("p");
        rows.className = "export-links";
        rows.hidden = true;
        rows.append(Object.assign(document.createElement("a"), { href: button.dataset.rows }));
        box.before(rows);
        for (const href of button.dataset.styles.split(" ")) load("link", { rel: "stylesheet", href });
        for (const src of button.dataset.scripts.split(" ")) await load("script", { src });
        document.dispatchEvent(new Event("DOMContentLoaded"));
        button.hidden = true;
        document.querySelector(".chart-note").hidden = false;
    };
    button.hidden = false;
    button.addEventListener("click", draw);
    if (location.hash.startsWith("#g.")) draw();
})();
