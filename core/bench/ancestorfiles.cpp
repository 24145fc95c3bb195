// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/ancestorfiles.h"

#include "core/bench/decimals.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace windsock::bench {

namespace {

using Runs = std::vector<std::shared_ptr<const Run>>;

constexpr std::array files = {
    AncestorFile{"01-hello-tornado.txt", "/hello-tornado (Tornado)", "/hello-tornado"},
    AncestorFile{"02-django-polls.txt", "/polls (Django)", "/polls/"},
    AncestorFile{"03-django-admin.txt", "/admin (Django)", "/admin/login/?next=/admin/"},
};

/// What `of` says of all runs, or nothing when it does not say the same of each.
template <class Of>
auto common(const Runs& runs, Of of) -> std::optional<decltype(of(*runs.front()))>
{
    const auto first = of(*runs.front());
    const bool same = std::all_of(runs.begin(), runs.end(), [&](const auto& run) { return of(*run) == first; });
    return same ? std::optional(first) : std::nullopt;
}

std::uint64_t requestsOf(const Run& run)
{
    return run.plan.requests > 0 ? run.plan.requests : run.complete;
}

bool isAncestors(const Run& run)
{
    return ancestorFileOf(QString::fromStdString(run.source)).has_value();
}

QString ancestorTitle(const QString& folder, std::uint64_t requests)
{
    return QStringLiteral("Tornado%1: ab -k -n %2 -c %3")
        .arg(folder.isEmpty() ? folder : QStringLiteral(" (") + folder + u')', QString::number(requests),
             QString::number(ancestorConnections));
}

QString load(const Runs& runs)
{
    const auto requests = common(runs, requestsOf);
    const auto connections = common(runs, [](const Run& run) { return run.plan.connections; });
    QStringList words;
    if (requests)
        words += QString::fromStdString(counted(*requests, "request", "requests"));
    if (connections && *connections > 0)
        words += QStringLiteral("%1 at once").arg(*connections);
    return words.join(QStringLiteral(", "));
}

} // namespace

QString placeOf(const Run& run)
{
    if (!run.source.empty())
        return QFileInfo(QString::fromStdString(run.source)).absoluteDir().dirName();
    const std::string& url = run.plan.target.url;
    const std::size_t host = url.find("://");
    return QString::fromStdString(host == std::string::npos ? url : url.substr(0, url.find('/', host + 3)));
}

std::optional<AncestorFile> ancestorFileOf(const QString& file)
{
    const QString name = QFileInfo(file).fileName();
    const auto* found =
        std::find_if(files.begin(), files.end(), [&](const auto& f) { return name == QLatin1String(f.file); });
    return found == files.end() ? std::nullopt : std::optional(*found);
}

QString titleOf(const Runs& runs)
{
    if (runs.empty())
        return {};
    const QString place = common(runs, placeOf).value_or(QString());
    const auto requests = common(runs, requestsOf);
    if (requests && std::all_of(runs.begin(), runs.end(), [](const auto& r) { return isAncestors(*r); }))
        return ancestorTitle(place, *requests);
    const QString rest = load(runs);
    if (place.isEmpty() || rest.isEmpty())
        return place.isEmpty() ? rest : place;
    return place + QStringLiteral(": ") + rest;
}

} // namespace windsock::bench
