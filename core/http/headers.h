// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Headers: the fields of a message in the order they were sent, names as they were written (RFC 9110 §5).
// One text and one index, so a head costs two allocations. A plain value, for any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::http {

/// ASCII letters compare without case, as field names and most tokens do.
bool equalsIgnoringCase(std::string_view a, std::string_view b);
/// Whether `text` is a token (RFC 9110 §5.6.2), as methods, field names and subprotocols must be.
bool isToken(std::string_view text);
/// Takes the next element off a comma-separated list (RFC 9110 §5.6.1), blanks around it removed; it may be empty.
std::string_view takeElement(std::string_view& list);

class Headers
{
public:
    struct Field
    {
        std::string_view name;
        std::string_view value;
    };

    /// Views are valid until the headers are changed.
    class Iterator
    {
    public:
        Iterator(const Headers* headers, std::size_t index)
            : m_headers(headers)
            , m_index(index)
        {
        }
        Field operator*() const { return m_headers->at(m_index); }
        Iterator& operator++()
        {
            ++m_index;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_index != other.m_index; }

    private:
        const Headers* m_headers;
        std::size_t m_index;
    };

    Headers() = default;
    Headers(std::initializer_list<Field> fields);

    /// Appends a field even when one of that name is there (Set-Cookie).
    void add(std::string_view name, std::string_view value);
    /// The only field of that name from now on.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    void clear();
    void reserve(std::size_t fields, std::size_t bytes);

    std::size_t size() const { return m_index.size(); }
    bool empty() const { return m_index.empty(); }
    Field at(std::size_t index) const;
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

    /// The first field's value; nothing when there is none.
    std::optional<std::string_view> find(std::string_view name) const;
    /// The same with "" for absent.
    std::string_view value(std::string_view name) const { return find(name).value_or(std::string_view()); }
    /// The values of all fields of that name, as one list (RFC 9110 §5.3).
    std::string joined(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name).has_value(); }
    std::size_t count(std::string_view name) const;
    /// Whether a comma-separated field such as Connection has `token`, without case, in any of its lines (RFC 9110
    /// §5.6.1).
    bool hasToken(std::string_view name, std::string_view token) const;
    /// Bytes of memory for names and values.
    std::size_t textSize() const { return m_text.size(); }
    /// Bytes on the wire, each line with ": " and CRLF.
    std::size_t wireSize() const;

private:
    struct Entry
    {
        std::uint32_t name;
        std::uint32_t nameSize;
        std::uint32_t value;
        std::uint32_t valueSize;
    };

    std::string m_text;
    std::vector<Entry> m_index;
};

} // namespace windsock::http
