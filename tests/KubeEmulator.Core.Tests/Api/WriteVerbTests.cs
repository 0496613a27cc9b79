using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

public sealed class WriteVerbTests
{
    private readonly TestCluster _cluster = new();

    [Fact]
    public async Task Create_GivesSystemFields_AndIgnoresTheClients()
    {
        var created = await _cluster.CreateAsync("a", metadata: [("uid", "mine"), ("creationTimestamp", "2001-01-01T00:00:00Z")]);

        Assert.NotEqual("mine", created.Metadata.Uid);
        Assert.Equal(36, created.Metadata.Uid.Length);
        Assert.Equal("2026-01-01T00:00:00Z", created.Metadata.CreationTimestamp);
        Assert.True(created.Metadata.Revision > 0);
        Assert.StartsWith("""{"kind":"ConfigMap","apiVersion":"v1",""", created.Root.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAnExistingName_Is409()
    {
        await _cluster.CreateAsync("a");

        var refused = await Assert.ThrowsAsync<ApiException>(() => _cluster.CreateAsync("a"));

        Assert.Equal((409, "AlreadyExists", "configmaps \"a\" already exists"), (refused.Code, refused.Reason, refused.Message));
    }

    [Fact]
    public async Task Create_WithGenerateName_MakesAName()
    {
        var body = TestCluster.ConfigMap("").WithAt(["metadata"], MapValue.Of(("generateName", "x-")));

        var created = await _cluster.Api.CreateAsync(_cluster.ConfigMaps, "default", body, WriteOptions.None, _cluster.Request);

        Assert.Matches("^x-[bcdfghjklmnpqrstvwxz2456789]{5}$", created.Name);
    }

    [Fact]
    public async Task DryRun_StoresNothing()
    {
        await _cluster.Api.CreateAsync(_cluster.ConfigMaps, "default", TestCluster.ConfigMap("a"), new WriteOptions { DryRun = true }, _cluster.Request);

        Assert.Throws<ApiException>(() => _cluster.Api.Get(_cluster.ConfigMaps, "default", "a"));
    }

    [Fact]
    public async Task Update_OfAVersionThatIsNoNumber_Is500()
    {
        var first = await _cluster.CreateAsync("a");

        var refused = await Assert.ThrowsAsync<ApiException>(() => UpdateAsync(first.Root.WithAt(["metadata", "resourceVersion"], "abc")));

        Assert.Equal((500, "", "strconv.ParseUint: parsing \"abc\": invalid syntax"), (refused.Code, refused.Reason, refused.Message));
    }

    [Fact]
    public async Task Update_OfAnotherUid_NamesTheStorageKey()
    {
        var first = await _cluster.CreateAsync("a");

        var refused = await Assert.ThrowsAsync<ApiException>(() => UpdateAsync(first.Root.WithAt(["metadata", "uid"], "1-2-3")));

        Assert.Equal(409, refused.Code);
        Assert.StartsWith("Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: 1-2-3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OfAStaleVersion_Is409_AndTheObjectIsUntouched()
    {
        var first = await _cluster.CreateAsync("a");
        await UpdateAsync(first.Root.WithAt(["data", "a"], "2"));

        var refused = await Assert.ThrowsAsync<ApiException>(() => UpdateAsync(first.Root.WithAt(["data", "a"], "3")));

        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));
        Assert.Equal("2", Get().Root.StringAt("data", "a"));
    }

    [Fact]
    public async Task Update_ThatChangesNothing_KeepsTheResourceVersion()
    {
        var first = await _cluster.CreateAsync("a");

        var second = await UpdateAsync(first.Root);

        Assert.Equal(first.Metadata.ResourceVersion, second.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Update_OfAMissingObject_Is404() =>
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => UpdateAsync(TestCluster.ConfigMap("a")))).Code);

    [Fact]
    public async Task Delete_WithAFinalizer_WaitsForIt()
    {
        await _cluster.CreateAsync("a", metadata: ("finalizers", ListValue.Of("example.com/f")));

        var marked = await DeleteAsync(DeleteOptions.None);
        Assert.False(marked.Deleted);
        Assert.True(Get().Metadata.IsDeleting);

        await UpdateAsync(Get().Root.WithoutAt("metadata", "finalizers"));
        Assert.Throws<ApiException>(() => Get());
    }

    [Fact]
    public async Task Delete_InForeground_AddsTheFinalizer()
    {
        await _cluster.CreateAsync("a");

        await DeleteAsync(new DeleteOptions { PropagationPolicy = "Foreground" });

        Assert.Equal(["foregroundDeletion"], Get().Metadata.Finalizers);
    }

    [Fact]
    public async Task Delete_AtOnce_AnswersAStatusWithTheUid()
    {
        var created = await _cluster.CreateAsync("a");

        var result = await DeleteAsync(DeleteOptions.None);

        Assert.True(result.Deleted);
        Assert.Equal(created.Metadata.Uid, result.Status!.StringAt("details", "uid"));
    }

    [Fact]
    public async Task Delete_WithAWrongUid_Is409_AndTheObjectStays()
    {
        await _cluster.CreateAsync("a");

        var refused = await Assert.ThrowsAsync<ApiException>(() => DeleteAsync(new DeleteOptions { PreconditionUid = "other" }));

        Assert.Equal(409, refused.Code);
        Assert.Equal("a", Get().Name);
    }

    [Fact]
    public async Task Body_OfAnotherNamespace_Is400()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await _cluster.Api.CreateAsync(_cluster.ConfigMaps, "other", TestCluster.ConfigMap("a"), WriteOptions.None, _cluster.Request));

        Assert.Equal("the namespace of the provided object does not match the namespace sent on the request", refused.Message);
    }

    [Fact]
    public async Task ManyWriters_OfOneObject_LoseNoUpdate()
    {
        await _cluster.CreateAsync("a");

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => _cluster.Api.PatchAsync(
            _cluster.ConfigMaps,
            "default",
            "a",
            "",
            new PatchBody(PatchType.Merge, MapValue.Of(("data", MapValue.Of(($"k{i}", "v"))))),
            new PatchOptions(),
            new RequestContext(UserInfo.Admin)).AsTask())));

        Assert.Equal(17, Get().Root.Map("data")!.Count);
    }

    private KubeObject Get() => _cluster.Api.Get(_cluster.ConfigMaps, "default", "a");

    private async Task<UpdateResult> UpdateAsync(MapValue body) =>
        await _cluster.Api.UpdateAsync(_cluster.ConfigMaps, "default", "a", "", body, WriteOptions.None, _cluster.Request);

    private async Task<DeleteResult> DeleteAsync(DeleteOptions options) =>
        await _cluster.Api.DeleteAsync(_cluster.ConfigMaps, "default", "a", options, _cluster.Request);
}
