// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a parser says about some bytes, as text: "HEAD …", "BODY …", "END", "REFUSED …", one a line. Pieces of a body
// are joined, so that the text does not depend on how the bytes were cut. Pure; test code of any thread.
#pragma once

#include "core/http/parse.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace windsock::http::test {

/// Feeds one message to a parser in pieces. `describeHead(parser)` is called at each head.
template <class Parser, class DescribeHead>
class Transcript
{
public:
    Transcript(Parser& parser, DescribeHead describeHead)
        : m_parser(parser)
        , m_describeHead(std::move(describeHead))
    {
    }

    void feed(std::string_view piece)
    {
        m_input.append(piece);
        while (!m_over) {
            const ParseEvent event = m_parser.parse(m_input);
            record(event);
            m_input.erase(0, event.consumed);
            m_consumed += event.consumed;
            if (event.kind == ParseEvent::Kind::NeedMore && event.consumed == 0)
                return;
        }
    }

    void record(const ParseEvent& event)
    {
        switch (event.kind) {
        case ParseEvent::Kind::NeedMore:
            return;
        case ParseEvent::Kind::Head:
            m_text.append("HEAD ").append(m_describeHead(m_parser)).append("\n");
            return;
        case ParseEvent::Kind::Body:
            m_body.append(event.body);
            return;
        case ParseEvent::Kind::End:
            m_over = true;
            m_text.append(m_body.empty() ? "" : "BODY " + m_body + "\n").append("END\n");
            return;
        case ParseEvent::Kind::Refused:
            // How much of the body came before depends on the cuts; that it was refused must not.
            m_over = true;
            m_text.append("REFUSED ").append(std::to_string(m_parser.refusal().status)).append("\n");
            return;
        }
    }

    bool over() const { return m_over; }
    /// Up to the message's end, that is: what belongs to the next message is not among it.
    std::size_t consumed() const { return m_consumed; }
    QByteArray text() const
    {
        return QByteArray::fromStdString(m_over || m_body.empty() ? m_text : m_text + "BODY " + m_body + "\n");
    }

private:
    Parser& m_parser;
    DescribeHead m_describeHead;
    std::string m_input;
    std::string m_body;
    std::string m_text;
    std::size_t m_consumed = 0;
    bool m_over = false;
};

using Pieces = std::vector<std::string_view>;

/// The bytes as one piece, as single bytes, and cut in two at every place.
inline std::vector<Pieces> allCuts(std::string_view bytes)
{
    std::vector<Pieces> cuts{{bytes}, {}};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        cuts[1].push_back(bytes.substr(i, 1));
    for (std::size_t i = 1; i < bytes.size(); ++i)
        cuts.push_back({bytes.substr(0, i), bytes.substr(i)});
    return cuts;
}

} // namespace windsock::http::test
