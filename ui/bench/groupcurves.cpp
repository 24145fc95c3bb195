// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/groupcurves.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;

std::size_t colorIndex(QStringList& names, const std::string& name)
{
    const QString text = QString::fromStdString(bench::pageOf(name));
    if (!names.contains(text))
        names.append(text);
    return static_cast<std::size_t>(names.indexOf(text));
}

std::vector<DrawnCurve> curvesOf(const std::vector<bench::RunGroup>& groups, bench::CurveForm form)
{
    std::vector<DrawnCurve> curves;
    QStringList names;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const bench::RepeatedRun& repeated : bench::repeatedRuns(groups[group])) {
            DrawnCurve curve;
            curve.name = QString::fromStdString(repeated.name);
            if (groups.size() > 1)
                curve.name += u" · "_s + QString::fromStdString(groups[group].title);
            curve.color = colorIndex(names, repeated.name);
            curve.group = group;
            const bench::Run& run = *repeated.typical();
            curve.points = bench::curveOf(groups[group].blocking.empty() ? run : bench::withLost(run), form);
            curves.push_back(std::move(curve));
        }
    }
    return curves;
}

} // namespace windsock::ui
