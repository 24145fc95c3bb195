// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString& name)
{
    QFile file(u":/windsock/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap render(QSvgRenderer& svg, int pixels)
{
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    svg.render(&painter);
    return pixmap;
}

QIcon fromSvg(const QByteArray& text)
{
    QSvgRenderer svg(text);
    QIcon icon;
    if (!svg.isValid())
        return icon;
    for (const int pixels : {16, 20, 24, 32, 40, 48, 64, 128, 256})
        icon.addPixmap(render(svg, pixels));
    return icon;
}

} // namespace

QIcon tintedIcon(const QString& name, const QColor& color)
{
    return fromSvg(read(name).replace("#000000", color.name().toLatin1()));
}

QIcon applicationIcon()
{
    return fromSvg(read(u"windsock"_s));
}

} // namespace windsock::ui
