using KubeEmulator.Access;
using KubeEmulator.Api;
using KubeEmulator.Core.Tests.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Access;

public sealed class ServiceAccountTokensTests
{
    private readonly TestCluster _cluster = new();
    private readonly ServiceAccountTokens _tokens;

    public ServiceAccountTokensTests()
    {
        _tokens = new ServiceAccountTokens(_cluster.Services);
        Store("serviceaccounts", "ServiceAccount", "bot", "u1");
        Store("pods", "Pod", "p", "u2");
    }

    [Fact]
    public void Token_OfALivingAccount_IsItsUser()
    {
        var (token, _) = Issue();

        var user = _tokens.Find(token)!;

        Assert.Equal("system:serviceaccount:default:bot", user.Name);
        Assert.Equal("u1", user.Uid);
        Assert.Contains("system:serviceaccounts:default", user.Groups);
    }

    [Fact]
    public void Token_ForAnotherAudience_IsRefused_AndGoodForItsOwn()
    {
        var (token, _) = Issue("vault");

        Assert.Null(_tokens.Find(token));
        Assert.Equal(["vault"], _tokens.Review(token, ["vault", "other"]).Audiences);
    }

    [Fact]
    public void Token_EndsWithItsTime()
    {
        var (token, expires) = Issue();

        _cluster.Time.Now = expires.AddSeconds(1);

        Assert.Null(_tokens.Find(token));
    }

    [Fact]
    public void Token_BoundToAPod_EndsWithThePod()
    {
        var (token, _) = Issue(bound: MapValue.Of(("kind", "Pod"), ("name", "p"), ("uid", "u2")));
        Assert.Equal(["p"], _tokens.Find(token)!.Extra["authentication.kubernetes.io/pod-name"]);

        _cluster.Services.Store.Commit(new StoreWrite.Delete(new ObjectKey("", "pods", "default", "p"), StoreWrite.AnyRevision));

        Assert.Null(_tokens.Find(token));
    }

    [Fact]
    public void Token_OfARecreatedAccount_IsRefused()
    {
        var (token, _) = Issue();
        _cluster.Services.Store.Commit(new StoreWrite.Delete(Account, StoreWrite.AnyRevision));
        Store("serviceaccounts", "ServiceAccount", "bot", "u9");

        Assert.Null(_tokens.Find(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("not a token")]
    [InlineData("e30.e30.e30")]
    public void Text_ThatIsNoToken_IsRefused(string text) => Assert.Null(_tokens.Find(text));

    [Fact]
    public void Token_OfAnotherCluster_IsRefused() =>
        Assert.Null(new ServiceAccountTokens(_cluster.Services).Find(Issue().Token));

    private static ObjectKey Account { get; } = new("", "serviceaccounts", "default", "bot");

    private (string Token, DateTimeOffset Expires) Issue(string? audience = null, MapValue? bound = null) =>
        _tokens.Issue(_cluster.Services.Store.Current.Get(Account)!.Root, audience is null ? [] : [audience], TimeSpan.FromHours(1), bound);

    private void Store(string resource, string kind, string name, string uid) => _cluster.Services.Store.Commit(new StoreWrite.Create(
        new ObjectKey("", resource, "default", name),
        new KubeObject(MapValue.Of(("kind", kind), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", name), ("namespace", "default"), ("uid", uid)))))));
}
