// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChangedVariable: an environment variable with another value while this lives, also when the test fails. Main thread.
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace windsock::test {

class ChangedVariable
{
public:
    ChangedVariable(const char* name, const QByteArray& value)
        : m_name(name)
        , m_wasSet(qEnvironmentVariableIsSet(name))
        , m_before(qgetenv(name))
    {
        qputenv(name, value);
    }
    ~ChangedVariable()
    {
        if (m_wasSet)
            qputenv(m_name, m_before);
        else
            qunsetenv(m_name);
    }
    ChangedVariable(const ChangedVariable&) = delete;
    ChangedVariable& operator=(const ChangedVariable&) = delete;

private:
    const char* const m_name;
    const bool m_wasSet;
    const QByteArray m_before;
};

} // namespace windsock::test
