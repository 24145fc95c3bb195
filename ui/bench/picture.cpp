// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/picture.h"

#include "core/bench/ancestorfiles.h"
#include "core/bench/wholefile.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize least{320, 240};
constexpr QSize most{8000, 8000};

QFont fontFor(const QSize& size)
{
    QFont font = QApplication::font();
    font.setPixelSize(std::clamp(std::min(size.width() / 90, size.height() / 56), 11, 60));
    return font;
}

QString titleFor(const PictureOptions& options, const BenchRuns& runs)
{
    return options.title.isEmpty() ? bench::titleOf(runs) : options.title;
}

void paint(QPainter& painter, const PictureOptions& options, const BenchRuns& runs)
{
    CurveChart chart;
    chart.resize(options.size);
    chart.setLook(options.dark ? darkColors() : lightColors(), fontFor(options.size));
    chart.setScale(options.scale);
    chart.setTitle(titleFor(options, runs));
    chart.setCurves(drawnCurves(runs, options.form), options.form);
    chart.grab(); // lays out what was never shown
    chart.render(&painter, QRectF(QPointF(), options.size), QRect(QPoint(), options.size), Qt::IgnoreAspectRatio);
}

QString whyNot(const PictureOptions& options, const BenchRuns& runs)
{
    const QSize size = options.size;
    if (runs.empty())
        return u"There is no run to draw: run a benchmark first, or give its files."_s;
    if (size.expandedTo(least) != size || size.boundedTo(most) != size)
        return u"A picture can have from 320 × 240 to 8000 × 8000 px: choose another size."_s;
    return {};
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

QImage drawPicture(const PictureOptions& options, const BenchRuns& runs)
{
    QImage image(options.size, QImage::Format_RGB32);
    image.fill(options.dark ? darkColors().panel : lightColors().panel);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, options, runs);
    return image;
}

QByteArray drawSvg(const PictureOptions& options, const BenchRuns& runs)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96); // what browsers take a pixel for: its size is written in mm
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(), options.size));
    generator.setTitle(titleFor(options, runs));
    QPainter painter(&generator);
    paint(painter, options, runs);
    painter.end();
    return bytes;
}

Result<void> writePicture(const PictureOptions& options, const BenchRuns& runs, const QString& file)
{
    if (const QString why = whyNot(options, runs); !why.isEmpty())
        return Error{ErrorCode::Invalid, why, {}};
    QByteArray bytes;
    if (file.endsWith(u".svg"_s, Qt::CaseInsensitive))
        bytes = drawSvg(options, runs);
    else if (file.endsWith(u".png"_s, Qt::CaseInsensitive))
        bytes = pngOf(drawPicture(options, runs));
    else
        return Error{
            ErrorCode::Invalid, u"%1 is neither .png nor .svg: give the picture one of these endings."_s.arg(file), {}};
    return bench::writeFile(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace windsock::ui
