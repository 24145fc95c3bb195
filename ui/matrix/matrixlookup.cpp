// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixlookup.h"

#include "ui/pulse.h"

#include <QThread>

namespace windsock::ui {

MatrixLookup::MatrixLookup(MatrixReader read, Pulse& pulse, QObject* parent)
    : QObject(parent)
    , m_read(std::move(read))
{
    connect(&pulse, &Pulse::chartsTicked, this, &MatrixLookup::look);
}

MatrixLookup::~MatrixLookup()
{
    if (m_thread)
        m_thread->wait();
}

void MatrixLookup::begin(const QString& file)
{
    if (m_thread)
        m_next = file;
    else
        start(file);
}

void MatrixLookup::start(const QString& file)
{
    m_thread.reset(QThread::create([this, file] {
        auto answer = m_read(file);
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
    }));
    m_thread->setObjectName(QStringLiteral("matrix lookup"));
    m_thread->start();
}

std::optional<Result<matrix::Matrix>> MatrixLookup::takeAnswer()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_answer, std::nullopt);
}

void MatrixLookup::look()
{
    const auto answer = m_thread ? takeAnswer() : std::nullopt;
    if (!answer)
        return;
    m_thread->wait();
    m_thread.reset();
    if (m_next)
        return start(*std::exchange(m_next, std::nullopt));
    if (*answer)
        Q_EMIT found(**answer);
    else
        Q_EMIT failed(answer->error().sentence);
}

} // namespace windsock::ui
