using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>What holds for any sequence of writes. A fault names its seed.</summary>
public sealed class PatchingPropertyTests
{
    private static readonly GroupVersionKind Kind = new("apps", "v1", "Deployment");
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Schema Schema = BuiltInSchemas.For(Kind)!;
    private static readonly FieldManagement Owners = new(Kind, Schema);
    private static readonly OwnershipType Type = OwnershipType.Of(Schema);

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 40).Select(i => i * 7919)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Apply_Repeated_ChangesNothing(int seed) => ForEach(seed, random =>
    {
        var live = Written(random);
        var configuration = random.Configuration();
        var once = Owners.Apply(live, configuration, "me", force: true, Now);

        Assert.Same(once, Owners.Apply(once, configuration, "me", force: false, Now.AddDays(1)));
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Apply_ThenStatesNothing_LeavesNothingOfItBehind(int seed) => ForEach(seed, random =>
    {
        var configuration = random.Configuration();
        var applied = Owners.Apply(null, configuration, "me", force: false, Now);
        var withdrawn = Owners.Apply(applied, Nothing(), "me", force: false, Now);

        Assert.Null(ManagedFields.ListOf(withdrawn));
        var left = FieldSetAlgebra.Intersection(FieldSetAlgebra.Leaves(TypedFields.Of(configuration, Type)), TypedFields.Of(withdrawn, Type));
        Assert.Equal(FieldSet.Of([PathElement.Field("apiVersion")], [PathElement.Field("kind")], [PathElement.Field("metadata"), PathElement.Field("name")], [PathElement.Field("metadata"), PathElement.Field("namespace")]).ToString(), left.ToString());
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Apply_ThatOthersShare_KeepsWhatTheyStateWhenItIsWithdrawn(int seed) => ForEach(seed, random =>
    {
        var theirs = random.Configuration();
        var live = Owners.Apply(null, theirs, "they", force: false, Now);
        live = Owners.Apply(live, random.Configuration(), "me", force: true, Now);
        var theirsLeft = ManagedFields.Read(ManagedFields.ListOf(live)).FirstOrDefault(o => o.Id.Manager == "they")?.Fields ?? FieldSet.Empty;
        var before = TypedRemoval.Only(live, FieldSetAlgebra.Leaves(theirsLeft), Type);

        var withdrawn = Owners.Apply(live, Nothing(), "me", force: false, Now);

        // What they own as empty stays so, whether or not something of mine was in it.
        Assert.Equal(Bare(before), Bare(TypedRemoval.Only(withdrawn, FieldSetAlgebra.Leaves(theirsLeft), Type)));
    });

    private static string Bare(Value value) => value.ToString().Replace("{}", "null", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ManagedFields_CoverEveryField_AndNothingElse(int seed) => ForEach(seed, random =>
    {
        var live = Written(random);
        var fields = FieldSetAlgebra.Leaves(TypedFields.Of(ManagedFields.With(live, null), Type));
        var owned = ManagedFields.Read(ManagedFields.ListOf(live)).Aggregate(FieldSet.Empty, (all, owner) => FieldSetAlgebra.Union(all, owner.Fields));
        var identity = new[] { ".apiVersion", ".kind", ".metadata.name", ".metadata.namespace", ".metadata.uid" };

        var notOwned = FieldSetAlgebra.Difference(fields, owned).Paths().Select(p => string.Concat(p.AsEnumerable())).Except(identity).ToArray();
        var leaves = FieldSetAlgebra.Leaves(owned);
        var notThere = FieldSetAlgebra.Difference(leaves, TypedFields.Of(live, Type)).Paths().Where(p => live.At([.. p.Select(e => e.Name)]) is null && p.All(e => e.Kind == PathElementKind.Field));
        Assert.DoesNotContain(notOwned, path => !IsAlwaysWritten(path));
        Assert.Empty(notThere.Select(p => string.Concat(p.AsEnumerable())));
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void UnforcedApply_OfChangedForeignFields_ConflictsExactlyThere(int seed) => ForEach(seed, random =>
    {
        var live = Owners.Apply(null, random.Configuration(), "they", force: false, Now);
        var mine = random.Configuration();
        var forced = Owners.Apply(live, mine, "me", force: true, Now);
        var before = ManagedFields.Read(ManagedFields.ListOf(live)).Single(o => o.Id.Manager == "they").Fields;
        var after = ManagedFields.Read(ManagedFields.ListOf(forced)).SingleOrDefault(o => o.Id.Manager == "they")?.Fields ?? FieldSet.Empty;
        var taken = FieldSetAlgebra.Difference(before, after);

        if (taken.IsEmpty)
        {
            Owners.Apply(live, mine, "me", force: false, Now);
            return;
        }

        var fault = Assert.Throws<ApiException>(() => Owners.Apply(live, mine, "me", force: false, Now));
        Assert.Equal(
            taken.Paths().Select(p => string.Concat(p.AsEnumerable())).Order(StringComparer.Ordinal),
            fault.Status.Causes.Select(c => c.String("field")!).Order(StringComparer.Ordinal));
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void StrategicPatch_MadeFromTwoDocuments_TurnsOneIntoTheOther(int seed) => ForEach(seed, random =>
    {
        var (one, other) = (random.Configuration(), random.Configuration());

        AssertSame(other, StrategicMergePatch.Apply(one, StrategicMergePatch.Create(one, other, Schema), Schema));
        AssertSame(one, StrategicMergePatch.Apply(one, StrategicMergePatch.Create(one, one, Schema), Schema));
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void JsonPatch_AndItsInverse_GiveBackTheDocument(int seed) => ForEach(seed, random =>
    {
        var document = random.Configuration();
        var replicas = document.At("spec", "replicas");
        var there = JsonPatch.Apply(document, JsonPatch.Read(Value.Parse("""[{"op":"add","path":"/spec/replicas","value":9},{"op":"copy","from":"/metadata","path":"/copy"}]""")));
        var restore = replicas is null ? """{"op":"remove","path":"/spec/replicas"}""" : $$"""{"op":"replace","path":"/spec/replicas","value":{{replicas}}}""";

        var back = JsonPatch.Apply(there, JsonPatch.Read(Value.Parse($$"""[{"op":"remove","path":"/copy"},{{restore}}]""")));

        Assert.Equal(document, back);
    });

    // Withdrawing is skipped where all that was stated is stated again; done in full (as between versions), it changes nothing either.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Withdrawal_OfNothing_LeavesTheObject(int seed) => ForEach(seed, random =>
    {
        var live = Written(random);
        var configuration = random.Configuration();
        var stated = TypedFields.Of(configuration, Type);
        var owners = ManagedFields.Read(ManagedFields.ListOf(live));
        var applied = new FieldOwner(ManagerId.Of("me", isApply: true), stated, "apps/v1");
        owners.Set(applied);
        var last = applied with { Fields = FieldSetAlgebra.Intersection(stated, TypedFields.Of(random.Configuration(), Type)), ApiVersion = "apps/v0" };
        var merged = new VersionedValue(TypedMerge.Merge(live, configuration, Type), Type, "apps/v1");

        var pruned = new Withdrawal((value, version) => value with { ApiVersion = version }).Prune(merged, owners, applied, last);

        Assert.Equal(merged.Value, pruned.Value);
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FieldSets_FollowTheLawsOfSets(int seed) => ForEach(seed, random =>
    {
        var (a, b) = (TypedFields.Of(random.Configuration(), Type), TypedFields.Of(random.Configuration(), Type));
        var union = FieldSetAlgebra.Union(a, b);
        var common = FieldSetAlgebra.Intersection(a, b);

        Assert.True(union.SetEquals(FieldSetAlgebra.Union(b, a)));
        Assert.Equal(union.Count + common.Count, a.Count + b.Count);
        Assert.True(FieldSetAlgebra.Difference(union, b).SetEquals(FieldSetAlgebra.Difference(a, b)));
        Assert.True(FieldSetAlgebra.Union(FieldSetAlgebra.Difference(a, b), common).SetEquals(a));
        Assert.Same(a, FieldSetAlgebra.Union(a, common));
        Assert.Same(a, FieldSetAlgebra.Difference(a, FieldSet.OfFields("absent")));
        Assert.True(FieldsV1Text.Read(union.FieldsV1).SetEquals(union));
        Assert.All(union.Paths(), p => Assert.True(union.Has(p)));
    });

    private static void ForEach(int seed, Action<RandomDeployments> check)
    {
        for (var i = 0; i < 10; i++)
        {
            try
            {
                check(new RandomDeployments(seed + i));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed + i}: {fault.Message}", fault);
            }
        }
    }

    // A few managers update and apply, one after another.
    private static MapValue Written(RandomDeployments random)
    {
        var live = Owners.TrackUpdate(null, random.Configuration().WithAt(["metadata", "uid"], "u"), "creator", Now);
        for (var i = random.Next(4); i >= 0; i--)
        {
            live = random.Next(2) == 0
                ? Owners.Apply(live, random.Configuration(), $"applier-{random.Next(3)}", force: true, Now)
                : Owners.TrackUpdate(live, (MapValue)JsonMergePatch.Apply(live, random.Configuration()), $"updater-{random.Next(3)}", Now);
        }

        return live;
    }

    private static MapValue Nothing() => MapValue.Of(("apiVersion", "apps/v1"), ("kind", "Deployment"), ("metadata", MapValue.Of(("name", "web"), ("namespace", "default"))));

    // What Go writes even where nobody has said it.
    private static bool IsAlwaysWritten(string path) => path is ".metadata" or ".spec" or ".status" or ".spec.selector" or ".spec.strategy" or ".spec.template" or ".spec.template.metadata" or ".spec.template.spec" or ".spec.template.spec.containers";

    private static void AssertSame(Value expected, Value actual) => Assert.Equal(expected.ToString(), actual == expected ? expected.ToString() : actual.ToString());
}
