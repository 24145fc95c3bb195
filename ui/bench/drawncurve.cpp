// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/drawncurve.h"

#include "core/bench/ancestorfiles.h"

#include <QStringList>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

/// Its index in `list`, which it joins when it is new.
std::size_t indexIn(QStringList& list, const QString& text)
{
    if (!list.contains(text))
        list.append(text);
    return static_cast<std::size_t>(list.indexOf(text));
}

/// The second and later ones of the same name and group are numbered.
void numberRepeated(std::vector<DrawnCurve>& curves)
{
    QStringList seen;
    for (DrawnCurve& curve : curves) {
        const QString key = QString::number(curve.group) + u'\n' + curve.name;
        seen.append(key);
        if (const auto times = seen.count(key); times > 1)
            curve.name += u" (%1)"_s.arg(times);
    }
}

void colour(std::vector<DrawnCurve>& curves)
{
    QStringList names;
    for (DrawnCurve& curve : curves)
        curve.color = indexIn(names, curve.name);
}

} // namespace

std::vector<DrawnCurve> drawnCurves(const std::vector<std::shared_ptr<const bench::Run>>& runs, bench::CurveForm form)
{
    std::vector<DrawnCurve> curves;
    QStringList places;
    for (const auto& run : runs) {
        DrawnCurve curve;
        curve.name = QString::fromStdString(bench::nameOf(run->plan));
        curve.group = indexIn(places, bench::placeOf(*run));
        curve.points = bench::curveOf(*run, form);
        curves.push_back(std::move(curve));
    }
    numberRepeated(curves);
    colour(curves);
    for (DrawnCurve& curve : curves) {
        if (places.size() > 1)
            curve.name += u" · "_s + places.at(static_cast<qsizetype>(curve.group));
    }
    return curves;
}

} // namespace windsock::ui
