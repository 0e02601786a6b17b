// Beside datasette-vega in its frame: puts its words into the reader's language, opens it, and tells the page around the frame how
// high it is and which chart it shows.
(() => {
    const words = {
        "Charting options": "图表设置", "Bar": "柱形", "Line": "折线", "Scatter": "散点", "X column": "横轴", "Y column": "纵轴",
        "Type": "类型", "Swap X and Y": "横轴纵轴对调", "Color": "颜色", "Size": "大小", "-- none --": "不用", "Numeric": "数值",
        "Numeric, binned": "数值（分段）", "Date/time": "日期", "Date/time, binned": "日期（分段）", "Label": "文字", "Category": "类别",
        "Save as SVG": "存为 SVG", "Save as PNG": "存为 PNG",
    };
    const known = new Map(document.documentElement.lang.startsWith("zh") ? Object.entries(words) : []);
    const put = (node) => {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const said = known.get(texts.currentNode.nodeValue.trim());
            if (said) texts.currentNode.nodeValue = ` ${said} `;
        }
    };
    const box = document.querySelector(".chart");
    const tell = () => {
        // The origin of the page around the frame is that of this address: a sandboxed frame has none of its own.
        parent.postMessage({ height: document.body.offsetHeight, hash: location.hash }, new URL(document.URL).origin);
    };
    new MutationObserver((changes) => {
        changes.forEach((change) => change.addedNodes.forEach(put));
        // A chart wider than the screen scrolls in a box, which the keyboard must reach.
        box.querySelectorAll('div[style*="overflow"]').forEach((one) => { one.tabIndex = 0; });
        box.querySelector(".datasette-vega-inactive button")?.click();
    }).observe(box, { childList: true, subtree: true });
    new ResizeObserver(tell).observe(document.body);
    window.addEventListener("hashchange", tell);
})();
