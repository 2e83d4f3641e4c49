import type { LocalizedText } from "@sello/sdk";

const words = (zh: string, es: string, en: string): LocalizedText => ({ zh, es, en });

/** Why the registry contract refuses, and what to do next, by the names of its errors. */
export const contractErrors: Readonly<Record<string, LocalizedText>> = {
  AuthorityRegistry_UnknownAuthority: words(
    "链上没有登记该机构。请先添加该机构，待生效后再试。",
    "La autoridad no está registrada en la cadena. Añádala primero y espere a que surta efecto.",
    "The authority is not registered on the chain. Add it first, and wait until that is in effect.",
  ),
  AuthorityRegistry_NotActive: words(
    "该机构或其上级机构已被暂停或撤销。请先恢复它。",
    "La autoridad, o una superior, está suspendida o retirada. Rehabilítela primero.",
    "The authority, or one above it, is suspended or retired. Reinstate it first.",
  ),
  AuthorityRegistry_NotAccredited: words(
    "上级机构没有该文件类型的可转授资格。请先向上级授予可转授的资格。",
    "Una autoridad superior no tiene este tipo con derecho a transmitirlo. Otórguelo primero a la superior.",
    "An authority above does not hold this type with the right to pass it on. Grant it there first.",
  ),
  AuthorityRegistry_MissingRole: words(
    "该账户没有所需的角色。请管理员授予该角色。",
    "La cuenta no tiene el rol necesario. Pida a un administrador que se lo dé.",
    "The account does not have the role that this takes. Ask an administrator for it.",
  ),
  AuthorityRegistry_NotAbove: words(
    "以其名义办理的机构并非该机构的上级。请由上级机构办理。",
    "La autoridad que actúa no está por encima de esta. Actúe en nombre de una superior.",
    "The acting authority is not above this one. Act for one that is.",
  ),
  AuthorityRegistry_AlreadyRegistered: words(
    "该机构已经登记。请换一个短名。",
    "La autoridad ya está registrada. Elija otro nombre corto.",
    "The authority is registered already. Choose another short name.",
  ),
  AuthorityRegistry_IssuerMismatch: words(
    "机构编号与签发地址不符。请重新填写。",
    "El identificador no corresponde a la dirección del emisor. Rellene el formulario de nuevo.",
    "The id does not belong to the issuer's address. Fill the form in again.",
  ),
  AuthorityRegistry_TextLength: words(
    "文字过长或为空。请缩短名称或地址。",
    "Un texto es demasiado largo o está vacío. Acorte el nombre o la dirección.",
    "A text is too long, or empty. Shorten the name or the address.",
  ),
  AuthorityRegistry_TextInvalid: words(
    "文字中有不允许的字符。短名只用小写字母、数字和单个连字符。",
    "Un texto contiene un carácter no permitido. En el nombre corto solo van minúsculas, cifras y guiones sueltos.",
    "A text has a character that may not be there. Short names take small letters, digits and single hyphens.",
  ),
  AuthorityRegistry_IssuerNotAllowed: words(
    "办理机构不得使用该签发地址。短名须以该机构自己的短名加连字符开头，或由市级授予地址前缀。",
    "La autoridad que actúa no puede usar esta dirección. El nombre corto debe empezar por el suyo y un guion, o la ciudad debe conceder el prefijo.",
    "The acting authority may not use this address. The short name must begin with its own and a hyphen, or the city grants the prefix.",
  ),
  AuthorityRegistry_TooManyToday: words(
    "该机构今天的变更已达上限。请明天（协调世界时）再试。",
    "Hoy ya se han hecho demasiados cambios aquí. Pruebe mañana (hora UTC).",
    "There were too many changes here today. Try again tomorrow (UTC).",
  ),
  AuthorityRegistry_KindNotAllowed: words(
    "该类机构不能设在这一类机构之下。请换一个类别。",
    "Una autoridad de esta clase no puede estar debajo de esta otra. Elija otra clase.",
    "An authority of this kind cannot be below that one. Choose another kind.",
  ),
  AuthorityRegistry_TooDeep: words(
    "机构层级过深。请设在更高一级机构之下。",
    "El árbol sería demasiado profundo. Añádala más arriba.",
    "The tree would be too deep. Add it further up.",
  ),
  AuthorityRegistry_NotAdministrator: words(
    "该账户不是上级机构的管理员。请用管理员的账户签名。",
    "La cuenta no administra ninguna autoridad superior. Firme con la cuenta de un administrador.",
    "The account administers no authority above. Sign with an administrator's account.",
  ),
  AuthorityRegistry_Retired: words(
    "该机构已撤销，其记录不能再改。",
    "La autoridad está retirada: su registro ya no puede cambiar.",
    "The authority is retired: its record cannot change any more.",
  ),
  AuthorityRegistry_Unchanged: words(
    "现状已经如此，没有可改之处。",
    "Ya es así: no hay nada que cambiar.",
    "It is like this already: there is nothing to change.",
  ),
  AuthorityRegistry_InvalidState: words(
    "不能改为这种状态。请选择其他状态。",
    "No se puede pasar a ese estado. Elija otro.",
    "It cannot go to this state. Choose another.",
  ),
  AuthorityRegistry_CityStaysActive: words(
    "市级机构不能暂停或撤销：否则无人能再恢复。",
    "La ciudad no puede suspenderse ni retirarse: nadie podría deshacerlo.",
    "The city can be neither suspended nor retired: nobody could undo it.",
  ),
  AuthorityRegistry_InvalidOfficer: words(
    "该地址不能担任经办人员。请核对账户地址。",
    "Esa dirección no puede ser la de un agente. Compruebe la cuenta.",
    "This address cannot be an officer's. Check the account.",
  ),
  AuthorityRegistry_InvalidRoles: words(
    "没有这样的角色组合。请重新选择角色。",
    "No existen esos roles. Elíjalos de nuevo.",
    "There are no such roles. Choose them again.",
  ),
  AuthorityRegistry_LastAdministrator: words(
    "这是市级最后一位已证明能够办理的管理员。请先任命另一位，并由其接受管理。",
    "Es el último administrador de la ciudad que ha demostrado poder actuar. Nombre antes a otro y haga que acepte.",
    "This is the city's last administrator who has shown that they can act. Appoint another first, and have them accept.",
  ),
  AuthorityRegistry_NotCityAdministrator: words(
    "只有市级管理员可以这样做。",
    "Solo puede hacerlo un administrador de la ciudad.",
    "Only an administrator of the city may do this.",
  ),
  AuthorityRegistry_KeyKnown: words(
    "该密钥已经登记过。请换一把新密钥。",
    "Esa clave ya se registró una vez. Use una nueva.",
    "This key has been registered before. Use a new one.",
  ),
  AuthorityRegistry_UnknownKey: words(
    "该机构没有这把密钥。请从列表中选择。",
    "La autoridad no tiene esa clave. Elíjala de la lista.",
    "The authority has no such key. Choose one from the list.",
  ),
  AuthorityRegistry_InvalidKeySignature: words(
    "密钥没有签署自己的登记。请重新生成请求。",
    "La clave no firmó su propio registro. Prepare la petición de nuevo.",
    "The key did not sign its own entry. Prepare the request again.",
  ),
  AuthorityRegistry_KeyDistrustAhead: words(
    "不信任的起始时间只能提前，不能晚于现在。",
    "La fecha desde la que se desconfía solo puede adelantarse, y no puede ser futura.",
    "The time from which a key is distrusted can only be moved back, and is not in the future.",
  ),
  AuthorityRegistry_TimeOutOfRange: words(
    "时间超出范围。请选择较近的时间。",
    "La fecha está fuera de rango. Elija una más cercana.",
    "The time is out of range. Choose a nearer one.",
  ),
  AuthorityRegistry_KeyBackdated: words(
    "密钥的起始时间不能早于现在。",
    "Una clave no puede empezar antes de ahora.",
    "A key cannot begin before now.",
  ),
  AuthorityRegistry_KeyStartFixed: words(
    "密钥已经开始使用，起始时间不能再改。",
    "La clave ya está en uso: su comienzo no puede cambiar.",
    "The key is in use: its start cannot change any more.",
  ),
  AuthorityRegistry_KeyEnded: words(
    "该密钥已经到期，期限不能再改。",
    "La clave ya ha terminado: su plazo no puede cambiar.",
    "The key has ended: its term cannot change any more.",
  ),
  AuthorityRegistry_KeyIntervalEmpty: words(
    "密钥的结束时间早于起始时间。请改正。",
    "La clave terminaría antes de empezar. Corrija las fechas.",
    "The key would end before it begins. Correct the times.",
  ),
  AuthorityRegistry_RequestExpired: words(
    "请求已过期。请重新生成并签名。",
    "La petición ha caducado. Prepárela y fírmela de nuevo.",
    "The request has expired. Prepare it and sign it again.",
  ),
  AuthorityRegistry_InvalidSignature: words(
    "签名不是该账户对这一请求所作。请重新签名。",
    "La firma no es de esa cuenta para esta petición. Firme de nuevo.",
    "The signature is not that account's for this request. Sign again.",
  ),
  InvalidAccountNonce: words(
    "该请求已被使用或被另一请求取代。请重新生成。",
    "La petición ya se usó, u otra ocupó su lugar. Prepárela de nuevo.",
    "The request was used already, or another took its place. Prepare it again.",
  ),
  NetworkRecords_InvalidKey: words(
    "验证节点的密钥长度不对。请核对。",
    "La clave del validador no tiene la longitud correcta. Compruébela.",
    "The validator's key is not of the right length. Check it.",
  ),
  NetworkRecords_InvalidPower: words(
    "验证节点的权重须在 1 至 1,000,000 之间。",
    "El peso del validador va de 1 a 1 000 000.",
    "A validator's power is between 1 and 1,000,000.",
  ),
  NetworkRecords_InvalidAccount: words(
    "该地址不能发送交易。请核对账户地址。",
    "Esa dirección no puede enviar transacciones. Compruebe la cuenta.",
    "This address cannot send transactions. Check the account.",
  ),
  Succession_InvalidSuccessor: words(
    "后继合约的地址不对。请核对链编号和两个地址。",
    "El sucesor no es válido. Compruebe la cadena y las dos direcciones.",
    "The successor is not valid. Check the chain and both addresses.",
  ),
  Succession_NotFresh: words(
    "该登记合约已有自己的内容，不能再接收前任的内容。",
    "Este registro ya tiene contenido propio: no puede tomar el de un predecesor.",
    "This registry has content of its own: it takes nothing over.",
  ),
  OutOfGas: words(
    "办理所需的计算超过上限。请分成几次办理。",
    "El acto necesita más cálculo del permitido. Divídalo en varios.",
    "The act takes more computation than is allowed. Split it.",
  ),
  OfficerAccount_InvalidSigner: words(
    "其中一位签署人无法签署。请核对账户地址，再重新提出。",
    "Uno de los firmantes no puede firmar. Compruebe la cuenta y propóngalo de nuevo.",
    "One of the signers can never sign. Check the account, then propose it again.",
  ),
  OfficerAccount_TooManySigners: words(
    "签署人过多。请减少签署人，再重新提出。",
    "Hay demasiados firmantes. Quite alguno y propóngalo de nuevo.",
    "There are too many signers. Take some away, then propose it again.",
  ),
  OfficerAccount_RequestExpired: words(
    "签署期限已过。请重新提出。",
    "El plazo para firmar ha pasado. Propóngalo de nuevo.",
    "The time for signing is over. Propose it again.",
  ),
  OfficerAccount_InvalidSignature: words(
    "签名已不足够：签署人此后有变。请由现在的签署人签署。",
    "Las firmas ya no bastan: los firmantes han cambiado. Que firmen los de ahora.",
    "The signatures are not enough any more: the signers have changed. Let those of now sign.",
  ),
  MultiSignerERC7913AlreadyExists: words(
    "要加入的人已是签署人。请查看账户现状，再重新提出。",
    "Alguien a quien se quiere añadir ya firma. Mire cómo está la cuenta y propóngalo de nuevo.",
    "Somebody who is to be added signs already. Look at the account, then propose it again.",
  ),
  MultiSignerERC7913NonexistentSigner: words(
    "要移除的人已不是签署人。请查看账户现状，再重新提出。",
    "Alguien a quien se quiere quitar ya no firma. Mire cómo está la cuenta y propóngalo de nuevo.",
    "Somebody who is to be removed does not sign any more. Look at the account, then propose it again.",
  ),
  MultiSignerERC7913UnreachableThreshold: words(
    "所需签署人数多于签署人总数。请降低人数，再重新提出。",
    "Harían falta más firmas que firmantes hay. Baje el número y propóngalo de nuevo.",
    "More would have to sign than there are. Lower the number, then propose it again.",
  ),
  // Of approvals of document types, which the service refuses.
  "type_draft.same_person": words(
    "两次批准实为同一人所为。请由该账户的另一位签署人签署，再重新提交。",
    "Las dos aprobaciones son de una sola persona. Que firme otra de la cuenta y envíelo otra vez.",
    "Both approvals come down to one person. Let another of the account's people sign, then send it again.",
  ),
  "type_draft.state": words(
    "草案已不在等待批准。请结束此事项。",
    "El borrador ya no espera aprobación. Termine este acto.",
    "The draft does not wait for approval any more. End this act.",
  ),
  "type_draft.changed": words(
    "草案此后有改动。请结束此事项，并查看新的草案。",
    "El borrador ha cambiado. Termine este acto y mire el nuevo.",
    "The draft has changed since. End this act, and look at the new draft.",
  ),
  "type_draft.unknown": words(
    "该账户不再管理拥有该文件类型的机构。请结束此事项。",
    "La cuenta ya no administra la autoridad del tipo. Termine este acto.",
    "The account does not administer the type's authority any more. End this act.",
  ),
};
