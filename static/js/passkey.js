// Shows what needs a passkey where the browser knows passkeys, and hands the form to the library's script.
(() => {
  "use strict";

  if (!window.PublicKeyCredential || !window.allauth) return;

  const ids = {
    "allauth.webauthn.forms.loginForm": { login: "passkey_login", credential: "mfa_credential" },
    "allauth.webauthn.forms.addForm": {
      add: "mfa_webauthn_add",
      passwordless: "id_passwordless",
      credential: "id_credential",
      data: "js_data",
    },
    "allauth.webauthn.forms.authenticateForm": {
      authenticate: "mfa_webauthn_authenticate",
      credential: "id_credential",
      data: "js_data",
    },
  };
  const name = document.currentScript.dataset.form;
  const serve = name.split(".").slice(1).reduce((part, key) => part[key], window.allauth);
  for (const hidden of document.querySelectorAll("[data-passkey]")) hidden.hidden = false;
  serve({ ids: ids[name] });

  // Whoever closes the browser's own window or has no key gets words, not an error in the console.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.querySelector("[data-passkey-failed]");
    if (said) said.hidden = false;
  });
})();
