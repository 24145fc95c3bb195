// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/blockingpicture.h"

#include <QCoreApplication>

namespace windsock::ui {

using namespace Qt::StringLiterals;

QString blockingTitle(const QString& subject)
{
    const QString title = QCoreApplication::translate("windsock::ui::Blocking", "Would Tornado have blocked?");
    return subject.isEmpty() ? title : title + u" · "_s + subject;
}

QStringList blockingNotes(const bench::BlockingResults& results)
{
    return {QString::fromStdString(bench::verdict(results)), QString::fromStdString(bench::circumstances(results))};
}

DrawnCurves blockingCurves(const bench::BlockingResults& results, bench::CurveForm form)
{
    DrawnCurves curves;
    for (const bench::BlockingResult& result : results) {
        DrawnCurve curve;
        curve.name = QString::fromStdString(bench::nameOf(result));
        curve.color = curves.size();
        curve.points = bench::curveOf(bench::withLost(*result.loaded), form);
        curves.push_back(std::move(curve));
    }
    return curves;
}

Result<void> writeBlockingPicture(const bench::BlockingResults& results, const QString& subject, const QString& file)
{
    PictureOptions options;
    options.title = blockingTitle(subject);
    options.notes = blockingNotes(results);
    options.form = bench::CurveForm::Percentiles;
    options.scale = CurveChart::Scale::Logarithmic;
    options.subject = CurveChart::Subject::Echoes;
    return writeCurves(options, blockingCurves(results, options.form), file);
}

} // namespace windsock::ui
