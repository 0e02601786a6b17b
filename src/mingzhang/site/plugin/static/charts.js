// The chart maker (datasette-vega) speaks English and names columns as SQL does; this puts its words and the columns into
// the reader's language. Without it, or without any script, the page is the same but for that.
(() => {
    const words = {
        "Show charting options": "画成图表", "Charting options": "图表设置", "Bar": "柱形", "Line": "折线", "Scatter": "散点",
        "X column": "横轴", "Y column": "纵轴", "Type": "类型", "Swap X and Y": "横轴纵轴对调", "Color": "颜色", "Size": "大小",
        "-- none --": "不用", "Numeric": "数值", "Numeric, binned": "数值（分段）", "Date/time": "日期", "Date/time, binned": "日期（分段）", "Label": "文字",
        "Category": "类别",
    };
    const known = new Map(document.documentElement.lang.startsWith("zh") ? Object.entries(words) : []);
    for (const one of document.querySelectorAll("[data-column][data-label]"))
        known.set(one.dataset.column, one.dataset.label);

    const put = (node) => {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const said = known.get(texts.currentNode.nodeValue.trim());
            if (said && texts.currentNode.parentNode.closest(".datasette-vega, .datasette-vega-inactive"))
                texts.currentNode.nodeValue = ` ${said} `;
        }
    };
    const box = document.querySelector(".table-box.rows");
    if (!box) return;
    const tidy = (changes) => {
        changes.forEach((change) => change.addedNodes.forEach(put));
        // A chart wider than the screen scrolls in a box, which the keyboard must reach.
        box.querySelectorAll('div[style*="overflow"]').forEach((one) => { one.tabIndex = 0; });
    };
    put(box);
    new MutationObserver(tidy).observe(box, { childList: true, subtree: true });
})();
