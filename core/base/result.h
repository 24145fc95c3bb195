// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error. Errors are values here; an exception stops in the file where it arises.
// Plain values, for any thread; nobody owns anything.
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace windsock {

/// What went wrong, as a kind that code can act on.
enum class ErrorCode {
    Invalid,          ///< what was typed or configured is not valid
    NotFound,         ///< a file, folder, program or host that is not there
    PermissionDenied, ///< a privileged port, an unreadable file
    AddressInUse,     ///< the port is taken
    AddressNotLocal,  ///< the address belongs to another machine
    Refused,          ///< the peer said no
    TimedOut,
    Closed, ///< the peer went away
    Failed, ///< all else
};

/// `sentence` is one sentence for the user: what happened and what to do. `detail` is for the log and may have lines.
struct Error
{
    ErrorCode code = ErrorCode::Failed;
    QString sentence;
    QString detail;
};

template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() { return std::get<0>(m_state); }
    const T& operator*() const { return std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// The result of what has nothing to return: `return {};` is success.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_failed(true)
    {
    }

    explicit operator bool() const { return !m_failed; }
    const Error& error() const { return m_error; }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace windsock
