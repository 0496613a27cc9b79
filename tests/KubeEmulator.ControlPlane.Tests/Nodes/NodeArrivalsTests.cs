using KubeEmulator.Nodes;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class NodeArrivalsTests
{
    private readonly NodeArrivals _arrivals = new();

    [Fact]
    public async Task Wait_EndsWhenTheLastNodeHasCome()
    {
        var waiting = _arrivals.Of(["a", "b", "there"], name => name == "there");
        _arrivals.Came("a");
        Assert.False(waiting.IsCompleted);
        _arrivals.Came("b");
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wait_EndsWhereNodesWillNeverCome(bool forGood)
    {
        var waiting = _arrivals.Of(["a"], _ => false);
        _arrivals.GiveUp(forGood);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(forGood, _arrivals.Of(["b"], _ => false).IsCompleted);
    }
}
