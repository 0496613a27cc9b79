using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>The 403 of an access rule. Upstream: <c>endpoints/handlers/responsewriters/errors.go</c>.</summary>
internal static class ForbiddenAnswer
{
    public static ApiStatus For(AuthorizationQuestion question, string reason)
    {
        var why = Text(question);
        if (reason.Length > 0)
        {
            why = $"{why}: {reason}";
        }

        return StatusDocument.Forbidden(new GroupResource(question.Group, question.Resource), question.Name, why);
    }

    private static string Text(AuthorizationQuestion question)
    {
        var user = GoText.Quote(question.User.Name);
        if (!question.IsResourceRequest)
        {
            return $"User {user} cannot {question.Verb} path {GoText.Quote(question.Path)}";
        }

        var resource = question.Subresource.Length > 0 ? $"{question.Resource}/{question.Subresource}" : question.Resource;
        var what = $"User {user} cannot {question.Verb} resource {GoText.Quote(resource)} in API group {GoText.Quote(question.Group)}";
        return question.Namespace.Length > 0
            ? $"{what} in the namespace {GoText.Quote(question.Namespace)}"
            : $"{what} at the cluster scope";
    }
}
