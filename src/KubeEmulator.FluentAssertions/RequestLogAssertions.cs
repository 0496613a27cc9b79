using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;
using KubeEmulator.Server;
using KubeEmulator.Testing;

namespace KubeEmulator.FluentAssertions;

/// <summary>Assertions on who asked for what.</summary>
public sealed class RequestLogAssertions(RequestLog subject) : ReferenceTypeAssertions<RequestLog, RequestLogAssertions>(subject)
{
    private const int Shown = 20;

    /// <inheritdoc/>
    protected override string Identifier => "requests";

    /// <summary>So many requests match all that is given, at least one where no number is.</summary>
    public AndWhichConstraint<RequestLogAssertions, IReadOnlyList<RequestRecord>> HaveSeen(string verb, string resource, int? times = null, string? name = null, string? @namespace = null, string? user = null, string? manager = null, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Find(verb, resource, @namespace, name, user, manager);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(times is { } exact ? found.Count == exact : found.Count > 0)
            .FailWith("Expected {context:requests} to have seen {0} {1} {2}{reason}, but there were {3}; the last requests are\n{4}", verb, resource, times is null ? "at least once" : $"{times} times", found.Count, Last());
        return new(this, found);
    }

    /// <summary>No request matches all that is given.</summary>
    public AndConstraint<RequestLogAssertions> NotHaveSeen(string verb, string resource, string? name = null, string? @namespace = null, string? user = null, string? manager = null, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Find(verb, resource, @namespace, name, user, manager);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(found.Count == 0)
            .FailWith("Expected {context:requests} not to have seen {0} {1}{reason}, but there were {2}:\n{3}", verb, resource, found.Count, string.Join('\n', found.Take(Shown).Select(Line)));
        return new(this);
    }

    private string Last() => string.Join('\n', Subject.Snapshot().TakeLast(Shown).Select(Line));

    private static string Line(RequestRecord request) => $"{request.StatusCode} {request.Verb} {request.Uri} by {request.User}";
}
