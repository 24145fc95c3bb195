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

PictureOptions titled(PictureOptions options, const BenchRuns& runs)
{
    if (options.title.isEmpty())
        options.title = bench::titleOf(runs);
    return options;
}

void paint(QPainter& painter, const PictureOptions& options, const DrawnCurves& curves)
{
    CurveChart chart;
    chart.resize(options.size);
    chart.setLook(options.dark ? darkColors() : lightColors(), fontFor(options.size));
    chart.setScale(options.scale);
    chart.setTitle(options.title);
    chart.setNotes(options.notes);
    chart.setSubject(options.subject);
    chart.setCurves(curves, options.form);
    chart.grab(); // lays out what was never shown
    chart.render(&painter, QRectF(QPointF(), options.size), QRect(QPoint(), options.size), Qt::IgnoreAspectRatio);
}

QImage drawPng(const PictureOptions& options, const DrawnCurves& curves)
{
    QImage image(options.size, QImage::Format_RGB32);
    image.fill(options.dark ? darkColors().panel : lightColors().panel);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, options, curves);
    return image;
}

QByteArray drawSvg(const PictureOptions& options, const DrawnCurves& curves)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96); // what browsers take a pixel for: its size is written in mm
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(), options.size));
    generator.setTitle(options.title);
    QPainter painter(&generator);
    paint(painter, options, curves);
    painter.end();
    return bytes;
}

QString whyNot(const PictureOptions& options, const DrawnCurves& curves)
{
    const QSize size = options.size;
    if (curves.empty())
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

bool isSvg(const QString& file)
{
    return file.endsWith(u".svg"_s, Qt::CaseInsensitive);
}

} // namespace

bool isPicture(const QString& file)
{
    return isSvg(file) || file.endsWith(u".png"_s, Qt::CaseInsensitive);
}

QImage drawPicture(const PictureOptions& options, const BenchRuns& runs)
{
    return drawPng(titled(options, runs), drawnCurves(runs, options.form));
}

QByteArray drawSvg(const PictureOptions& options, const BenchRuns& runs)
{
    return drawSvg(titled(options, runs), drawnCurves(runs, options.form));
}

Result<void> writeCurves(const PictureOptions& options, const DrawnCurves& curves, const QString& file)
{
    if (const QString why = whyNot(options, curves); !why.isEmpty())
        return Error{ErrorCode::Invalid, why, {}};
    if (!isPicture(file))
        return Error{
            ErrorCode::Invalid, u"%1 is neither .png nor .svg: give the picture one of these endings."_s.arg(file), {}};
    const QByteArray bytes = isSvg(file) ? drawSvg(options, curves) : pngOf(drawPng(options, curves));
    return bench::writeFile(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

Result<void> writePicture(const PictureOptions& options, const BenchRuns& runs, const QString& file)
{
    return writeCurves(titled(options, runs), drawnCurves(runs, options.form), file);
}

} // namespace windsock::ui
