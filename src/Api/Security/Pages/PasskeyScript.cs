using CleaningEvents.Api.Http;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>The one script of these pages: it hands the server's question to the browser's passkeys, and the answer to the form.</summary>
public static class PasskeyScript
{
    public const string Text =
        """
        const form = document.getElementById("passkey");
        form.addEventListener("submit", async event => {
          event.preventDefault();
          try {
            const asked = JSON.parse(form.dataset.options);
            const answer = asked.user
              ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
              : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
            form.elements.credential.value = JSON.stringify(answer);
            form.submit();
          } catch {
            document.getElementById("passkeyProblem").hidden = false;
          }
        });
        """;

    /// <summary>The form that the script fills.</summary>
    /// <param name="options">The server's question as JSON.</param>
    /// <param name="word">What its button says.</param>
    /// <param name="http">The request that shows it.</param>
    public static Html FormFor(string options, string word, HttpContext http) => Html.Of(
        $"""
        <form method="post" id="passkey" data-options="{options}">
        {Form.Proof(http)}
        <input type="hidden" name="credential">
        <p role="alert" id="passkeyProblem" hidden>{Messages.Page("passkey-failed")}</p>
        <button type="submit">{Messages.Page(word)}</button>
        </form>
        """);
}
