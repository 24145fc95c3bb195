// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TlsTrust: whom the client's side of a TLS connection believes. A value.
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QString>

namespace windsock::net {

struct TlsTrust
{
    QString host;       ///< whom the certificate must name
    bool verify = true; ///< false: any certificate will do
    /// Believed beside the system's authorities, as signers; and a peer that shows one of them itself, whatever the
    /// certificate's name and signer.
    QList<QSslCertificate> also{};
};

} // namespace windsock::net
