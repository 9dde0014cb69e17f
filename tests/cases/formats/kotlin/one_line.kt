class Door { val open = true }
enum class Faith { HINDU, MUSLIM }
interface Named { val name: String }
class Guest { var tribe: String = "" }
