// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot.h"

#include "app/commandline.h"
#include "app/runtime.h"
#include "app/runtimesite.h"
#include "app/windowcontrol.h"
#include "ui/mainwindow.h"

#include <QEventLoop>
#include <QTimer>

namespace windsock::app {

namespace {

constexpr QSize pictureSize{1280, 800};
// The chat connects, says hello, and the charts have their first seconds.
constexpr std::chrono::milliseconds settling{2'500};

} // namespace

bool takeScreenshot(Runtime& runtime, const QString& file)
{
    WindowControl control(runtime);
    ui::WindowOptions options;
    options.remember = false;
    options.matrix.trial = ui::trialsWith(makeRuntimeSite);
    ui::MainWindow window(control, runtime.journal(), runtime.metrics(), options);
    window.resize(pictureSize);
    window.show();
    QEventLoop loop;
    QTimer::singleShot(settling, &loop, &QEventLoop::quit);
    loop.exec();
    if (!window.grab().save(file)) {
        say(QStringLiteral(
                "✗ the picture could not be written to %1: give --screenshot a file in a folder that is yours")
                .arg(file));
        return false;
    }
    say(QStringLiteral("✓ picture of the window: %1").arg(file));
    return true;
}

} // namespace windsock::app
