// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate and key that a server is known by: from files, or made for localhost by the system's
// openssl and kept in the data folder. Main thread; may wait for openssl.
#pragma once

#include "app/serveoptions.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <memory>

namespace windsock::app {

/// Null when no TLS is wanted. Errors are one sentence that says what to do.
Result<std::shared_ptr<const QSslConfiguration>> makeTlsIdentity(const TlsOptions& options);

/// Where the certificate that is made here for localhost lies.
QString madeCertificatePath();
/// The certificate that was made here for localhost; none when none was.
QList<QSslCertificate> madeCertificate();

} // namespace windsock::app
