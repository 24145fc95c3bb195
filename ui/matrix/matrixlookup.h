// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixLookup: reads a matrix on a thread of its own, as Pythons take their time to answer; looked for at the window's
// pace. GUI thread, which waits at its end for what is under way; owned by the page.
#pragma once

#include "core/matrix/matrixfile.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

class QThread;

namespace windsock::ui {

class Pulse;

/// Of a file; empty: of this machine. May block; on any thread.
using MatrixReader = std::function<Result<matrix::Matrix>(const QString& file)>;

class MatrixLookup : public QObject
{
    Q_OBJECT
public:
    MatrixLookup(MatrixReader read, Pulse& pulse, QObject* parent);
    ~MatrixLookup() override;

    /// What is under way is forgotten.
    void begin(const QString& file);
    bool isRunning() const { return bool(m_thread); }

Q_SIGNALS:
    void found(const windsock::matrix::Matrix& matrix);
    /// One sentence.
    void failed(const QString& sentence);

private:
    void start(const QString& file);
    void look();
    std::optional<Result<matrix::Matrix>> takeAnswer();

    const MatrixReader m_read;
    std::unique_ptr<QThread> m_thread;
    std::optional<QString> m_next; ///< asked for while another was read
    std::mutex m_mutex;
    std::optional<Result<matrix::Matrix>> m_answer; // guarded by m_mutex
};

} // namespace windsock::ui
