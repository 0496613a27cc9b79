using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage.Contract;

public sealed class ObjectStoreContractTests()
    : StoreContractTests(new ContractObjectStore(new ObjectStore(StoreOptions.Default)));
