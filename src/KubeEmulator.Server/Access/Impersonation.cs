using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Access;

/// <summary>Acts as another user where the headers ask so and the rules allow it. Upstream: <c>apiserver/pkg/endpoints/filters/impersonation</c>.</summary>
internal static class Impersonation
{
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>The user to go on as.</summary>
    /// <exception cref="ApiException">400: no user is named; 403: it is not allowed.</exception>
    public static UserInfo Apply(Exchange exchange, UserInfo user)
    {
        if (!IsAsked(exchange))
        {
            return user;
        }

        var headers = exchange.Http.Request.Headers;
        var name = headers["Impersonate-User"].ToString();
        var uid = headers["Impersonate-Uid"].ToString();
        var groups = headers["Impersonate-Group"].OfType<string>().ToArray();
        var extra = ExtraOf(exchange);
        if (name.Length == 0 && uid.Length == 0 && groups.Length == 0 && extra.Count == 0)
        {
            return user;
        }

        exchange.Http.Response.Headers.XContentTypeOptions = "nosniff";
        if (name.Length == 0)
        {
            throw StatusDocument.BadRequest($"requested {Describe(uid, groups, extra)} without impersonating a user name").ToException();
        }

        RequireAll(exchange, user, name, uid, groups, extra);
        exchange.Http.Response.Headers.Remove("X-Content-Type-Options");
        return Build(name, uid, groups, extra);
    }

    private static bool IsAsked(Exchange exchange)
    {
        foreach (var (key, _) in exchange.Http.Request.Headers)
        {
            if (key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static UserInfo Build(string name, string uid, string[] groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        var all = new List<string>(groups);
        if (groups.Length == 0 && ServiceAccountOf(name) is var (@namespace, _) && @namespace.Length > 0)
        {
            all.AddRange(["system:serviceaccounts", $"system:serviceaccounts:{@namespace}"]);
        }

        if (name == "system:anonymous")
        {
            AddOnce(all, "system:unauthenticated");
        }
        else if (!all.Contains("system:unauthenticated"))
        {
            AddOnce(all, "system:authenticated");
        }

        return new UserInfo(name, all) { Uid = uid, Extra = extra };
    }

    private static void RequireAll(Exchange exchange, UserInfo user, string name, string uid, string[] groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        var (@namespace, account) = ServiceAccountOf(name);
        var questions = new List<AuthorizationQuestion>
        {
            account.Length > 0
                ? Question(user, "", "serviceaccounts", account) with { Namespace = @namespace }
                : Question(user, "", "users", name),
        };
        questions.AddRange(groups.Select(g => Question(user, "", "groups", g)));
        if (uid.Length > 0)
        {
            questions.Add(Question(user, "authentication.k8s.io", "uids", uid));
        }

        questions.AddRange(extra.SelectMany(e => e.Value.Select(v => Question(user, "authentication.k8s.io", "userextras", v) with { Subresource = e.Key })));
        foreach (var question in questions)
        {
            var decision = exchange.Services.Authorizer.Authorize(question);
            if (!decision.Allowed)
            {
                throw Refusal(exchange, user, decision.Reason);
            }
        }
    }

    // With constrained impersonation (on since 1.36) the refusal names the request itself with a verb of its own.
    private static ApiException Refusal(Exchange exchange, UserInfo user, string reason)
    {
        var asked = Authorization.QuestionOf(user, exchange.Request);
        return ForbiddenAnswer.For(asked with { Verb = $"impersonate-on:user-info:{asked.Verb}" }, reason).ToException();
    }

    private static AuthorizationQuestion Question(UserInfo user, string group, string resource, string name) =>
        new(user, "impersonate") { Group = group, Version = group.Length > 0 ? "v1" : "", Resource = resource, Name = name };

    private static (string Namespace, string Name) ServiceAccountOf(string user)
    {
        var parts = user.Split(':');
        return parts is ["system", "serviceaccount", { Length: > 0 } @namespace, { Length: > 0 } name] ? (@namespace, name) : ("", "");
    }

    private static Dictionary<string, IReadOnlyList<string>> ExtraOf(Exchange exchange)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, values) in exchange.Http.Request.Headers)
        {
            if (key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            {
                extra[Uri.UnescapeDataString(key[ExtraPrefix.Length..].ToLowerInvariant())] = [.. values.OfType<string>()];
            }
        }

        return extra;
    }

    // Go's %#v of user.DefaultInfo, which the real server puts into its message.
    private static string Describe(string uid, string[] groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        var shownGroups = groups.Length > 0 ? $"[]string{{{string.Join(", ", groups.Select(GoText.Quote))}}}" : "[]string(nil)";
        var shownExtra = extra.Count > 0
            ? $"map[string][]string{{{string.Join(", ", extra.Select(e => $"{GoText.Quote(e.Key)}:[]string{{{string.Join(", ", e.Value.Select(GoText.Quote))}}}"))}}}"
            : "map[string][]string(nil)";
        return $"&user.DefaultInfo{{Name:\"\", UID:{GoText.Quote(uid)}, Groups:{shownGroups}, Extra:{shownExtra}}}";
    }

    private static void AddOnce(List<string> groups, string group)
    {
        if (!groups.Contains(group))
        {
            groups.Add(group);
        }
    }
}
