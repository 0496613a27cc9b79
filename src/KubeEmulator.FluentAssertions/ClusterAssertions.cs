using FluentAssertions;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;
using KubeEmulator.Objects;
using KubeEmulator.Testing;
using KubeEmulator.Values;
using KubeEmulator.Waiting;

namespace KubeEmulator.FluentAssertions;

/// <summary>Assertions on the state of a cluster as it is now; each failure shows how the cluster stands.</summary>
public sealed class ClusterAssertions(EmulatedCluster subject) : ReferenceTypeAssertions<EmulatedCluster, ClusterAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "cluster";

    /// <summary>There is such an object; <c>Which</c> is it.</summary>
    public AndWhichConstraint<ClusterAssertions, KubeObject> Have(string kind, string name, string @namespace = "default", string because = "", params object[] becauseArgs)
    {
        var found = Subject.Objects.Find(kind, name, @namespace);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(found is not null)
            .FailWith("Expected {context:cluster} to have {0} {1} in {2}{reason}, but it has only {3}.", kind, name, @namespace, string.Join(", ", Subject.Objects.List(kind, @namespace).Select(o => o.Name)));
        return new(this, found!);
    }

    /// <summary>There is no such object.</summary>
    public AndConstraint<ClusterAssertions> NotHave(string kind, string name, string @namespace = "default", string because = "", params object[] becauseArgs)
    {
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(Subject.Objects.Find(kind, name, @namespace) is null)
            .FailWith("Expected {context:cluster} not to have {0} {1} in {2}{reason}, but it has.", kind, name, @namespace);
        return new(this);
    }

    /// <summary>So many objects of a kind match a label selector.</summary>
    public AndConstraint<ClusterAssertions> HaveCount(int count, string kind, string labelSelector = "", string? @namespace = "default", string because = "", params object[] becauseArgs)
    {
        var found = Subject.Objects.List(kind, @namespace, labelSelector);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(found.Count == count)
            .FailWith("Expected {context:cluster} to have {0} {1} ({2}){reason}, but it has {3}: {4}.", count, kind, labelSelector, found.Count, string.Join(", ", found.Select(o => o.Name)));
        return new(this);
    }

    /// <summary>An object is ready, as <c>helm --wait</c> and <c>kubectl rollout status</c> mean it; <c>Which</c> is it.</summary>
    public AndWhichConstraint<ClusterAssertions, KubeObject> HaveReady(string kind, string name, string @namespace = "default", string because = "", params object[] becauseArgs)
    {
        var found = Have(kind, name, @namespace, because, becauseArgs).Which;
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(ObjectReadiness.IsReady(found))
            .FailWith("Expected {context:cluster} to have {0} {1} ready{reason}, but its status is\n{2}\n{3}", kind, name, YamlText.Write(found.Status), ClusterReport.Write(Subject));
        return new(this, found);
    }

    /// <summary>An Event of a reason was recorded about an object; <c>Which</c> is the last one.</summary>
    public AndWhichConstraint<ClusterAssertions, KubeObject> HaveEvent(string reason, string kind, string name, string @namespace = "default", string because = "", params object[] becauseArgs)
    {
        var events = Subject.Objects.Events(kind, name, @namespace);
        var found = events.LastOrDefault(e => e.Root.String("reason") == reason);
        Execute.Assertion.BecauseOf(because, becauseArgs).ForCondition(found is not null)
            .FailWith("Expected {context:cluster} to have an Event {0} about {1} {2}{reason}, but there are only {3}.", reason, kind, name, string.Join(", ", events.Select(e => e.Root.String("reason"))));
        return new(this, found!);
    }
}
