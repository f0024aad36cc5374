"use strict";

/* The page asks for the tenant it was made for, also when another tab has switched meanwhile. */
const tenant = document.body.dataset.tenant;
const problem = document.getElementById("problem");
const colours = ["#23395b", "#4a8fc7", "#f4b942", "#b5532a", "#2c7a5b", "#7a3b8f"];
let chart;

function showProblem(message) {
  problem.textContent = message;
  problem.classList.remove("d-none");
}

function hideProblem() {
  problem.classList.add("d-none");
}

async function detailOf(response) {
  try {
    return (await response.json()).detail ?? `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

function draw(report) {
  const months = Array.from({ length: 12 }, (_, i) => `${report.year}-${String(i + 1).padStart(2, "0")}-01`);
  const segments = [...new Set(report.rows.map(row => row.segment))].sort();
  const datasets = segments.map((segment, i) => ({
    label: segment.charAt(0) + segment.slice(1).toLowerCase(),
    backgroundColor: colours[i % colours.length],
    data: months.map(month => report.rows.find(row => row.month === month && row.segment === segment)?.revenue ?? 0),
  }));
  const labels = months.map(month => new Date(month).toLocaleString("en", { month: "short", timeZone: "UTC" }));
  chart?.destroy();
  chart = new Chart(document.getElementById("revenue"), {
    type: "bar",
    data: { labels, datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: {
        x: { stacked: true, grid: { display: false } },
        y: { stacked: true, ticks: { callback: value => Intl.NumberFormat("en", { notation: "compact" }).format(value) } },
      },
      plugins: { legend: { position: "bottom", labels: { boxWidth: 12 } } },
    },
  });
}

async function showRevenue(year) {
  try {
    const response = await fetch(`/api/reports/revenue?year=${year}`, { headers: { "X-Tenant": tenant } });
    if (!response.ok) {
      throw new Error(await detailOf(response));
    }
    const report = await response.json();
    const total = Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(report.total);
    document.getElementById("revenue-year").textContent = report.year;
    document.getElementById("revenue-total").textContent = total;
    draw(report);
    document.getElementById("revenue")
      .setAttribute("aria-label", `Revenue in ${report.year} by month and market segment, ${total} in all`);
    hideProblem();
  } catch (error) {
    showProblem(`The revenue could not be loaded. ${error.message}`);
  }
}

const year = document.getElementById("year");
if (year) {
  year.addEventListener("change", () => showRevenue(year.value));
  showRevenue(year.value);
}

document.body.addEventListener("htmx:afterSwap", event => {
  const opener = event.detail.requestConfig.elt;
  if (opener.dataset.opens) {
    const dialog = document.getElementById(opener.dataset.opens);
    dialog.addEventListener("hidden.bs.modal", () => opener.focus(), { once: true });
    bootstrap.Modal.getOrCreateInstance(dialog).show();
  }
});

/* A list that is replaced takes the focus with it: give it to the button of the same name. */
document.body.addEventListener("htmx:afterSettle", event => {
  const id = event.detail.requestConfig.elt.id;
  if (id.endsWith("-next") || id.endsWith("-previous")) {
    const again = document.getElementById(id);
    const other = document.getElementById(id.endsWith("-next") ? id.replace("-next", "-previous") : id.replace("-previous", "-next"));
    (again && !again.disabled ? again : other)?.focus();
  }
});
document.body.addEventListener("htmx:afterOnLoad", hideProblem);
document.body.addEventListener("htmx:responseError", event => {
  let detail = `The server answered ${event.detail.xhr.status}.`;
  try {
    detail = JSON.parse(event.detail.xhr.responseText).detail ?? detail;
  } catch { /* not a problem in JSON */ }
  showProblem(`This could not be loaded. ${detail}`);
});
document.body.addEventListener("htmx:sendError", () => showProblem("The server does not answer. Is it still running?"));
