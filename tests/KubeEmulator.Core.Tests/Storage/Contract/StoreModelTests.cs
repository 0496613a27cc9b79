using KubeEmulator.Objects;
using KubeEmulator.Storage;
using static KubeEmulator.Core.Tests.Storage.StoreObjects;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>The store and the model under the same random traffic, asked the same questions. The seed is in the test's name.</summary>
public sealed class StoreModelTests
{
    private static readonly GroupResource[] Resources = [Pods, Nodes, Widgets];
    private static readonly string[] Namespaces = ["a", "a-b", "a.b", "b", "b0"];
    private static readonly StoreIndex PodLabels = StoreIndex.Labels(Pods);
    private static readonly (StoreIndex Index, string Prefix)[] Indexes =
        [(StoreIndex.Uid, "u"), (StoreIndex.OwnerUid, "o"), (StoreIndex.PodsByNode, "n"), (PodLabels, "app=l")];

    public static TheoryData<int, int, int> Seeds()
    {
        var data = new TheoryData<int, int, int>();
        for (var seed = 1; seed <= 12; seed++)
        {
            // Few names make conflicts and deletions likely, many make trees deep. Steps of 1 keep every snapshot, others make most of them again.
            data.Add(seed, seed % 3 == 0 ? 400 : 12, seed % 4 == 0 ? 1 : seed * 4);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Traffic_Random_StoreAnswersAsTheModel(int seed, int names, int snapshotStep)
    {
        var random = new Random(seed);
        IContractStore store = new ContractObjectStore(new ObjectStore(new StoreOptions { Indexes = [PodLabels], SnapshotStep = snapshotStep }));
        IContractStore model = new ModelStore();
        for (var step = 0; step < 1500; step++)
        {
            Act(ref store, ref model, random, names);
            if (step % 10 == 0)
            {
                Compare(store, model, random, names);
            }
        }
    }

    private static void Act(ref IContractStore store, ref IContractStore model, Random random, int names)
    {
        switch (random.Next(400))
        {
            case 0:
                (store, model) = (store.Fork(), model.Fork());
                break;
            case 1 or 2:
                var revision = RevisionNear(model, random);
                store.Compact(revision);
                model.Compact(revision);
                break;
            case 3 or 4 when model.At(RevisionNear(model, random)) is { } then:
                store.Restore(store.At(then.Revision)!);
                model.Restore(then);
                break;
            default:
                StoreWrite[] writes = [.. Enumerable.Range(0, random.Next(8) == 0 ? random.Next(1, 5) : 1).Select(_ => Write(random, names))];
                Same(model.Commit(writes), store.Commit(writes));
                break;
        }
    }

    private static StoreWrite Write(Random random, int names)
    {
        var key = Key(Resources[random.Next(Resources.Length)], random, names);
        var expected = random.Next(3) == 0 ? random.Next(1, 40) : StoreWrite.AnyRevision;
        var o = Object(key, $"v{random.Next(1000)}", Maybe("u", random.Next(6)), Maybe("o", random.Next(6)), Maybe("n", random.Next(6)), Maybe("l", random.Next(4)));
        return random.Next(5) switch
        {
            0 => new StoreWrite.Delete(key, expected, random.Next(2) == 0 ? o : null),
            1 or 2 => new StoreWrite.Replace(key, o, expected),
            _ => new StoreWrite.Create(key, o),
        };

        string? Maybe(string prefix, int value) => random.Next(4) == 0 ? null : $"{prefix}{value}";
    }

    private static void Compare(IContractStore store, IContractStore model, Random random, int names)
    {
        var revision = RevisionNear(model, random);
        CompareViews(model.Now, store.Now, random, names);
        Assert.Equal(model.At(revision) is null, store.At(revision) is null);
        if (model.At(revision) is { } then)
        {
            CompareViews(then, store.At(revision)!, random, names);
        }

        foreach (var resource in (GroupResource?[])[null, Pods, Nodes, Widgets])
        {
            var expected = model.ChangesAfter(resource, revision);
            var actual = store.ChangesAfter(resource, revision);
            Assert.Equal(expected?.Select(Text), actual?.Select(Text));
        }
    }

    private static void CompareViews(IContractView model, IContractView store, Random random, int names)
    {
        Assert.Equal(model.Revision, store.Revision);
        foreach (var resource in Resources)
        {
            Assert.Equal(model.ResourceRevision(resource), store.ResourceRevision(resource));
            var key = Key(resource, random, names);
            var after = random.Next(2) == 0 ? null : key.Namespace.Length == 0 ? key.Name : $"{key.Namespace}/{key.Name}";
            var @namespace = random.Next(2) == 0 ? null : key.Namespace;
            Assert.Equal(model.List(resource, @namespace, after).Select(Text), store.List(resource, @namespace, after).Select(Text));
            Assert.Equal(model.Get(key)?.Root, store.Get(key)?.Root);
        }

        foreach (var (index, prefix) in Indexes)
        {
            var value = $"{prefix}{random.Next(6)}";
            Assert.Equal(model.ByIndex(index, value).Select(Text), store.ByIndex(index, value).Select(Text));
        }
    }

    private static ObjectKey Key(GroupResource resource, Random random, int names) => new ObjectKey(resource, resource == Nodes ? "" : Namespaces[random.Next(Namespaces.Length)], $"x{random.Next(names)}");

    private static long RevisionNear(IContractStore model, Random random) => model.Now.Revision - random.Next(-2, 40);

    private static void Same(CommitOutcome model, CommitOutcome store) => Assert.Equal(Text(model), Text(store));

    private static string Text(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Committed committed => $"committed {committed.Revision}: {string.Join(", ", committed.Objects.Select(Text))}",
        CommitOutcome.Exists exists => $"exists {exists.Key}: {Text(exists.Current)}",
        CommitOutcome.Conflict conflict => $"conflict {conflict.Key}: {Text(conflict.Current)}",
        _ => outcome.ToString(),
    };

    private static string Text(Change change) =>
        $"{change.Revision} {change.Type} {change.Key} {Text(change.Object)} was {(change.Previous is null ? "-" : Text(change.Previous))}";

    private static string Text(KubeObject o) => o.Root.ToString()!;
}
