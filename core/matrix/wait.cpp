// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/wait.h"

#include <QEventLoop>
#include <QTimer>

namespace windsock::matrix {

bool Wait::until(const Question& done, std::chrono::milliseconds limit) const
{
    QEventLoop loop;
    QTimer look;
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_cancelled() || done())
            loop.quit();
    });
    look.start(std::chrono::milliseconds(5));
    if (!m_cancelled() && !done())
        loop.exec();
    return done();
}

} // namespace windsock::matrix
