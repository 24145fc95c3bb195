// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/matrixpictures.h"

#include "ui/bench/picture.h"
#include "ui/format.h"

#include <QBuffer>
#include <QCoreApplication>

namespace windsock::ui {

namespace {

QString titleOf(const matrix::EnvironmentResult& result)
{
    const bench::Run& first = *result.benchmark.front();
    return QCoreApplication::translate("windsock::ui::MatrixPictures", "Windsock (%1): %2 requests, %3 at once")
        .arg(result.name, format::count(first.complete))
        .arg(first.plan.connections);
}

QByteArray pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

matrix::Pictures drawPictures(const std::vector<matrix::EnvironmentResult>& results)
{
    matrix::Pictures pictures;
    for (const matrix::EnvironmentResult& result : results) {
        if (result.benchmark.empty())
            continue;
        PictureOptions options;
        options.size = QSize(960, 600);
        options.title = titleOf(result);
        pictures[result.name] = pngOf(drawPicture(options, result.benchmark));
    }
    return pictures;
}

} // namespace windsock::ui
